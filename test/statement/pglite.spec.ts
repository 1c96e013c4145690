import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresMovements } from '../../lib/ledger/postgres/movements.js';
import { migratedDb } from '../support/migrated.js';
import { statementContract } from './contract.js';

/** In pages so small that wallets and months begin and end on every side of their edges. */
const PAGE = 3;

statementContract(
  'PGlite',
  async (newEventId) => {
    const db = await migratedDb();
    return { ledger: postgresLedger(db, newEventId), movements: postgresMovements(db, PAGE) };
  },
  6,
);

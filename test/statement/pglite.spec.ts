import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresMovements } from '../../lib/ledger/postgres/movements.js';
import { migratedDb } from '../support/migrated.js';
import { statementContract } from './contract.js';

statementContract(
  'PGlite',
  async (newEventId) => {
    const db = await migratedDb();
    return { ledger: postgresLedger(db, newEventId), movements: postgresMovements(db) };
  },
  6,
);

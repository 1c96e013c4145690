import { inject } from 'vitest';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresMovements } from '../../lib/ledger/postgres/movements.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { freshDatabase } from '../../scripts/support/fresh-database.js';
import { statementContract } from '../statement/contract.js';

statementContract(
  'PostgreSQL',
  async (newEventId) => {
    const url = await freshDatabase(inject('postgres'), 'statement');
    const db = openPg({ url, prepared: true });
    return { ledger: postgresLedger(db, newEventId), movements: postgresMovements(db) };
  },
  12,
);

import { inject } from 'vitest';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { freshDatabase } from '../../scripts/support/fresh-database.js';
import { ledgerContract } from '../ledger/ledger-contract.js';

for (const prepared of [true, false]) {
  ledgerContract(
    `PostgreSQL, ${prepared ? 'named' : 'unnamed'} statements,`,
    async (newEventId) => {
      const url = await freshDatabase(inject('postgres'), 'contract');
      return postgresLedger(openPg({ url, prepared }), newEventId);
    },
  );
}

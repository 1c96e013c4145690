import { postgresLedger } from '../../../lib/ledger/postgres/ledger.js';
import { postgresEntrySearch } from '../../../lib/ledger/postgres/search.js';
import { migratedDb } from '../../support/migrated.js';
import { searchContract } from './search-contract.js';

searchContract('PGlite', async (newEventId) => {
  const db = await migratedDb();
  return { ledger: postgresLedger(db, newEventId), search: postgresEntrySearch(db) };
});

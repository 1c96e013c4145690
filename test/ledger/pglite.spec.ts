import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { migratedDb } from '../support/migrated.js';
import { ledgerContract } from './ledger-contract.js';

ledgerContract('PGlite', async (newEventId) => postgresLedger(await migratedDb(), newEventId));

import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { freshEmbeddedDb } from '../support/embedded.js';
import { ledgerContract } from './ledger-contract.js';

ledgerContract('PGlite', async (newEventId) => postgresLedger(await freshEmbeddedDb(), newEventId));

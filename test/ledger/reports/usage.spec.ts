import { postgresLedger } from '../../../lib/ledger/postgres/ledger.js';
import { postgresUsage } from '../../../lib/ledger/postgres/usage.js';
import { scannedUsage } from '../../../lib/ledger/reports/scanned-usage.js';
import { migratedDb } from '../../support/migrated.js';
import { usageContract } from './usage-contract.js';

usageContract('on PGlite', async (newEventId) => {
  const db = await migratedDb();
  return { ledger: postgresLedger(db, newEventId), usage: postgresUsage(db) };
});

usageContract(
  'by a walk through the ledger',
  async (newEventId) => {
    const ledger = postgresLedger(await migratedDb(), newEventId);
    return { ledger, usage: scannedUsage(ledger) };
  },
  { runs: 5 },
);

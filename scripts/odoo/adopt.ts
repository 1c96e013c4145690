import { v7 } from 'uuid';
import { readConfig } from '../../lib/config.js';
import { ConfigError } from '../../lib/config-error.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { openStorage } from '../../lib/storage.js';
import { instant, milliseconds } from '../../lib/wallet/instant.js';
import { progressOn } from '../copy/progress.js';
import { told } from '../local/told.js';
import { adopt } from './adopting/adopt.js';
import { settingsFrom } from './adopting/settings.js';

/** A page of a thousand rows is much for an Odoo that is busy with people, and nobody waits here. */
const PATIENT_MS = 120_000;

/**
 * `npm run odoo:adopt -- --client-field <field> [--dry-run] …`: takes over the rows that older code wrote into the Odoo of
 * the environment. They go to the ledger that is configured. Nothing of theirs is changed, and running it again takes over
 * what came since. Exit 1 if something could not be taken over.
 */
const run = async (): Promise<number> => {
  const settings = settingsFrom(process.argv.slice(2));
  const { CZ_TENANT_ID: tenantId, ...config } = readConfig(process.env);
  if (!config.odoo) {
    throw new ConfigError('ODOO_URL: is needed, also where another ledger takes the rows over');
  }
  const source = openOdoo({ ...config.odoo, deadlineMs: PATIENT_MS });
  const { ledger, registryStore } = await openStorage(config, (at) =>
    v7({ msecs: milliseconds(at) }),
  );
  const now = () => instant(Date.now());
  try {
    const ends = { source, ledger, registryStore, tenantId, now };
    return (await adopt(ends, settings, progressOn(process.stdout))) ? 0 : 1;
  } finally {
    source.close();
    await ledger.close();
  }
};

process.exitCode = await run().catch(told);

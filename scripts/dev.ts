import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compose } from '../lib/compose.js';
import { lockFolder } from '../lib/ledger/postgres/folder-lock.js';
import { migrateDatabase } from './local/migrate-database.js';
import { listen, localCircumstances, localConfig } from './local/server.js';
import { told } from './local/told.js';
import { type OdooStandIn, startOdooStandIn } from './odoo/stand-in/stand-in.js';
import { type StripeStandIn, startStripeStandIn } from './stripe/stand-in/stand-in.js';

/**
 * `npm run dev`: the whole backend on this machine, without any account: Stripe is a stand-in, unless STRIPE_SECRET_KEY is set.
 * SIGTERM and Ctrl-C end it cleanly. With `--odoo` its ledger lies in a stand-in of Odoo, or is mirrored there when CZ_LEDGER names another.
 */
const start = async (): Promise<void> => {
  const { values } = parseArgs({ options: { odoo: { type: 'boolean', default: false } } });
  const { port, serve } = await listen(Number(process.env['PORT'] || 3000));
  const folder = process.env['CZ_DATA_DIR'] || '.data';
  const unlock = lockFolder(folder); // before the stand-ins, which would name folders of their own
  const standIn = values.odoo
    ? await startOdooStandIn({ folder: join(folder, 'odoo'), durationMs: 10 })
    : undefined;
  const stripe = process.env['STRIPE_SECRET_KEY'] ? undefined : await startStripe(port, folder);
  const env = {
    ...process.env,
    ...(standIn && environmentOf(standIn)),
    ...(stripe && environmentForStripe(stripe)),
  };
  const config = await localConfig(env, port);
  if (config.ledger.kind === 'postgres') await migrateDatabase(config.ledger.directUrl);
  const app = await compose(config, localCircumstances(config, folder));
  const { close, url } = await serve(app, folder);
  const stop = () => {
    close()
      .then(() => Promise.all([standIn?.close(), stripe?.close()]))
      .then(unlock)
      .then(() => process.exit(0), told);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.env['npm_lifecycle_event']) onEndOfParent(stop);
  if (standIn) console.log(`odoo stand-in ${standIn.url}`);
  if (stripe) console.log(`stripe stand-in ${stripe.url}`);
  console.log(`ready ${url}`);
};

/** The ledger is the stand-in, unless another is asked for. */
const environmentOf = ({ apiKey, db, uid, url, username }: OdooStandIn) => ({
  CZ_LEDGER: process.env['CZ_LEDGER'] || 'odoo',
  ODOO_URL: url,
  ODOO_DB: db,
  ODOO_USERNAME: username,
  ODOO_API_KEY: apiKey,
  ODOO_UID: String(uid),
  ODOO_TRANSPORT: 'xmlrpc',
});

const WEBHOOK_SECRET = process.env['STRIPE_WEBHOOK_SECRET'] || 'whsec_dev';

/** A stand-in of Stripe that keeps the wallet's time, so that a month's turn there renews subscriptions too. */
const startStripe = (port: number, folder: string): Promise<StripeStandIn> => {
  const [secret = WEBHOOK_SECRET] = WEBHOOK_SECRET.split(',');
  const ahead = Date.parse(process.env['CZ_DEV_CLOCK'] ?? '') - Date.now() || 0;
  return startStripeStandIn({
    folder: join(folder, 'stripe'),
    now: () => new Date(Date.now() + ahead),
    webhook: { url: `http://localhost:${port}/api/credits-webhook`, secret },
  });
};

const environmentForStripe = ({ secretKey, url }: StripeStandIn) => ({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  STRIPE_API_URL: url,
});

/** npm hands a signal on to its shell alone, which ends without a word to us: so its end counts as the signal. */
const onEndOfParent = (stop: () => void): void => {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 100);
  watch.unref();
};

await start().catch(told);

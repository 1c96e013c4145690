import { randomBytes } from 'node:crypto';
import { type App, compose } from '../../lib/compose.js';
import { ConfigError, readConfig } from '../../lib/config.js';
import {
  type Reconciled,
  type Reconciling,
  reconcile,
  settleDifferences,
} from '../../lib/credits/reconcile.js';
import { traceId } from '../../lib/wallet/ids.js';
import { toldAs } from '../local/told.js';
import { type Options, optionsFrom } from './reconciling/options.js';
import { counted, report } from './reconciling/report.js';

/**
 * `npm run stripe:reconcile -- --month 2026-11 [--repair]`: compares what Stripe has of a period with what the ledger has,
 * and says what does not fit. With `--repair` it settles what a webhook would have settled, and compares again. It may be
 * run at any time and again; on the embedded ledger the local server has to be stopped first. Exit 0 if nothing is left,
 * 1 if something is, 2 if it could not find out.
 */
const run = async (): Promise<number> => {
  const options = optionsFrom(process.argv.slice(2));
  const config = readConfig(process.env);
  if (!config.payment) {
    throw new ConfigError('STRIPE_SECRET_KEY: is needed, the key that the backend uses');
  }
  const app = await compose(config);
  try {
    return await compareAndRepair(app, options);
  } finally {
    await app.close();
  }
};

const compareAndRepair = async (app: App, { isRepair, period }: Options): Promise<number> => {
  const payments = await app.payments?.();
  if (!payments) throw new Error('payment is configured, and there is none');
  console.log(`${app.tenantId}, ${period.from} to ${period.to}`);
  const trace = traceId(randomBytes(16).toString('hex'));
  const reconciling = { app, ledger: app.ledger, payments, period, traceId: trace };
  const found = await reconcile(reconciling);
  report(found);
  const left = isRepair && isMendable(found) ? await repair(reconciling, found) : found;
  console.log(
    left.differences.length === 0
      ? 'Stripe and the ledger agree'
      : `${counted(left.differences.length, 'difference')} left`,
  );
  return left.differences.length === 0 ? 0 : 1;
};

const isMendable = ({ differences }: Reconciled): boolean =>
  differences.some(({ payment }) => payment !== undefined);

const repair = async (
  reconciling: Reconciling,
  { differences }: Reconciled,
): Promise<Reconciled> => {
  for await (const { outcome, payment } of settleDifferences(reconciling, differences)) {
    const { clientId } = payment.walletId;
    console.log(`${outcome === 'mismatch' ? 'refused' : 'settled'}: ${clientId} ${payment.key}`);
  }
  const left = await reconcile(reconciling);
  report(left);
  return left;
};

process.exitCode = await run().catch((error: unknown) => toldAs(2, error));

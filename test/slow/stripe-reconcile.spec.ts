import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkoutAnswer } from '../../lib/contract/top-up.js';
import { type StripeStandIn, startStripeStandIn } from '../../scripts/stripe/stand-in/stand-in.js';
import { DevServer, newFolder, run } from './dev-server.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const PERIOD = ['--from', dayFromNow(-1), '--to', dayFromNow(2)];

const folder = newFolder();
let standIn: StripeStandIn;
let stripe: Record<string, string>;
let sessionId: string;

beforeAll(async () => {
  standIn = await startStripeStandIn();
  stripe = {
    STRIPE_SECRET_KEY: standIn.secretKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_spec',
    STRIPE_API_URL: standIn.url,
  };
});
afterAll(() => standIn.close());

const reconcile = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run('stripe/reconcile', args, {
    CZ_LEDGER: 'embedded',
    CZ_DATA_DIR: folder,
    CZ_PUBLIC_APP_URL: 'http://localhost:3000',
    ...stripe,
    ...env,
  });

describe('npm run stripe:reconcile', () => {
  /** It takes an order, which is paid, and nobody tells it so. */
  it('does not touch the embedded ledger of a server that runs', async () => {
    const server = await DevServer.on(folder, stripe);
    const client = await server.client('ada');
    const { body } = await client.post('credits-checkout', { packId: 'pack_500' });
    const checkout = checkoutAnswer.parse(body);
    sessionId = checkout.sessionId;
    await fetch(`${checkout.checkoutUrl}/pay`, { method: 'POST' });

    const { code, out } = await reconcile(PERIOD);
    expect(out).toMatch(/is in use by process \d+/);
    expect(code).toBe(2);
    await server.stop();
  });

  it('names a payment that was not credited, and says what to do', async () => {
    const { code, out } = await reconcile(PERIOD);
    expect(out).toContain('compared: 1 paid checkout, 0 entries of the period; 0 of others');
    expect(out).toMatch(new RegExp(`not credited +ada +${sessionId} +\\S+ +€27.00 +\\+500\n`));
    expect(out).toContain('not credited: paid, and not in the ledger: --repair credits it');
    expect(out).toContain('1 difference left');
    expect(code).toBe(1);
  });

  it('repairs it once', async () => {
    const repaired = await reconcile([...PERIOD, '--repair']);
    expect(repaired.out).toContain(`settled: ada ${sessionId}\n`);
    expect(repaired.out).toContain('Stripe and the ledger agree');
    expect(repaired.code).toBe(0);

    const again = await reconcile([...PERIOD, '--repair']);
    expect(again.out).not.toContain('settled');
    expect(again.out).toContain('compared: 1 paid checkout, 1 entry of the period');
    expect(again.code).toBe(0);
  });

  it('tells neither keys nor secrets', async () => {
    await fetch(`${standIn.url}/_test/refund`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sessionId }),
    });
    const { code, out } = await reconcile(PERIOD);
    expect(out).toMatch(/not taken back .* €27.00 +€27.00 +-500\n/);
    expect(out).not.toMatch(/sk_test|whsec/);
    expect(code).toBe(1);
  });

  it('says when Stripe can not be asked', async () => {
    const { code, out } = await reconcile(PERIOD, { STRIPE_SECRET_KEY: 'sk_test_of_nobody' });
    expect(out).toContain('Stripe: type StripeAuthenticationError, statusCode 401');
    expect(out).not.toMatch(/sk_test|\n\s+at /);
    expect(code).toBe(2);
  });

  it.each([
    [[], '--from should be a day (2026-11-01) or a time with its offset (2026-11-01T12:00:00Z)'],
    [['--month', '2026-13'], '--month should be a month (2026-11)'],
    [['--month', '2026-11', '--to', '2026-12-01'], '--month says it all'],
    [['--from', '2026-11-31', '--to', '2026-12-01'], '--from should be a day'],
    [['--from', '2026-11-01', '--to', '2026-11-01'], '--to should be later than --from'],
    [['--repiar'], "Unknown option '--repiar'"],
  ])('called with %j says how it is used', async (args, message) => {
    const { code, out } = await reconcile(args);
    expect(out).toContain(message);
    expect(out).toContain('usage: npm run stripe:reconcile -- --month 2026-11 [--repair]');
    expect(out).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('needs the key', async () => {
    const { code, out } = await reconcile(PERIOD, { STRIPE_SECRET_KEY: '' });
    expect(out).toContain('STRIPE_SECRET_KEY: is needed');
    expect(code).toBe(2);
  });
});

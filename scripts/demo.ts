import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, compose } from '../lib/compose.js';
import type { EntryView } from '../lib/contract/common.js';
import { takeFirstSteps } from './demo/first-steps.js';
import { runLongJob } from './demo/long-job.js';
import { look, type Parts } from './demo/parts.js';
import { buyAPack } from './demo/purchase.js';
import { asking } from './local/demo-client.js';
import { localKeys, localToken } from './local/keys.js';
import { listen, localCircumstances, localConfig } from './local/server.js';
import { chapter, say, table } from './local/story.js';
import { told } from './local/told.js';
import { verifyAloud } from './local/verdict.js';
import { type StripeStandIn, startStripeStandIn } from './stripe/stand-in/stand-in.js';

const WEBHOOK_SECRET = 'whsec_demo';

/** One client's month, told over HTTP against a private server. */
const tellMonth = async (parts: Parts): Promise<void> => {
  await takeFirstSteps(parts);
  await buyAPack(parts);
  await runLongJob(parts);

  chapter('She moves to a larger plan');
  say(
    'What the new plan grants more than the old one comes at once; going back and forth brings nothing twice.',
  );
  const plan = { planId: 'intelligence', idempotencyKey: 'upgrade-1' };
  await parts.ask({ path: '/api/credits-plan', headers: parts.user, body: plan }, (body) => body);

  chapter('What happened');
  const { ledgerTail } = await look(parts);
  showLedger(ledgerTail);
};

const showLedger = (entries: readonly EntryView[]): void => {
  say('\nEvery movement is an entry, chained to the one before by its hash, and never changed:\n');
  table(
    ['seq', 'name', 'credits', 'balance', 'actor', 'hash'],
    entries
      .toReversed()
      .map(({ actor, balanceAfter, creditsDelta, hash, name, seq }) => [
        seq,
        shortened(name),
        creditsDelta,
        balanceAfter,
        actor,
        `${hash.slice(0, 10)}…`,
      ]),
  );
};

/** A payment's name ends with the id that Stripe gave it, which is long. */
const shortened = (name: string): string => name.replace(/(cs_test_\w{6})\w+/, '$1…');

/** What Stripe has to tell goes nowhere at first, so that whoever comes back from paying is there before it. */
const atStripe = (standIn: StripeStandIn, url: string): Parts['stripe'] => {
  standIn.setWebhook({ url: `${standIn.url}/nowhere`, secret: WEBHOOK_SECRET });
  return {
    ask: asking(standIn.url),
    tellAll: () => {
      standIn.setWebhook({ url: `${url}/api/credits-webhook`, secret: WEBHOOK_SECRET });
      return standIn.settled();
    },
  };
};

const audit = async ({ ledger, tenantId }: App): Promise<void> => {
  chapter('An auditor looks');
  say('Every wallet is folded again from its entries; numbers, hashes and balances have to fit:\n');
  const { verdict } = await verifyAloud(ledger, tenantId, { tell: console.log });
  say(`  ${verdict}`);
};

const run = async (): Promise<void> => {
  say('Starting a private server with an embedded PostgreSQL. It leaves nothing behind.');
  const folder = await mkdtemp(join(tmpdir(), 'cz-credits-demo-'));
  const standIn = await startStripeStandIn();
  try {
    const { port, serve } = await listen(0);
    const env = {
      CZ_DATA_DIR: folder,
      CZ_LEDGER: 'embedded',
      CZ_CREDITS_ENFORCE: '1',
      STRIPE_SECRET_KEY: standIn.secretKey,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_URL: standIn.url,
    };
    const config = await localConfig(env, port);
    const app = await compose(config, localCircumstances(config, folder));
    const { close, url } = await serve(app, folder);
    await tellMonth({
      ask: asking(url),
      user: { authorization: `Bearer ${await localToken('ada', await localKeys(folder))}` },
      service: { 'x-service-secret': 'dev-service-secret' },
      stripe: atStripe(standIn, url),
    });
    await audit(app);
    say(
      '\nNext: `npm run dev`, then the README has the requests to try. `npm test` shows that it holds.',
    );
    await close();
  } finally {
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
};

await run().catch(told);

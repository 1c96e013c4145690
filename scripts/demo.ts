import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../lib/compose.js';
import type { EntryView } from '../lib/contract/common.js';
import type { DebitAnswer } from '../lib/contract/debit.js';
import type { StateAnswer } from '../lib/contract/state.js';
import { type Ask, asking } from './local/demo-client.js';
import { localKeys, localToken } from './local/keys.js';
import { listen, localCircumstances, localConfig } from './local/server.js';
import { chapter, say, table } from './local/story.js';
import { told } from './local/told.js';
import { verifyAloud } from './local/verdict.js';

type Refused = { readonly code: string; readonly detail: string } & Readonly<
  Record<string, unknown>
>;

const outline = ({ available, balance, entry, status }: DebitAnswer) => ({
  status,
  entry: { seq: entry.seq, name: entry.name, creditsDelta: entry.creditsDelta },
  balance,
  available,
});

/** One client's month, told over HTTP against a private server. `user` and `service` are the headers of each. */
const story = async (
  ask: Ask,
  user: Readonly<Record<string, string>>,
  service: Readonly<Record<string, string>>,
): Promise<readonly EntryView[]> => {
  const debit = { path: '/api/credits-debit', headers: user };
  const state = { path: '/api/credits-state', headers: user };

  chapter('Ada signs in');
  say('Nothing was ever written for her, and still her wallet shows what it would be:');
  say('the base plan, with the grant of this month.');
  await ask<StateAnswer>({ ...state, path: `${state.path}?tail=0` }, (body) => ({
    plan: body.plan.name,
    balance: body.balance,
    softCap: body.softCap,
    nextGrant: body.nextGrant,
  }));

  chapter('She asks about a place');
  say('The first write opens the wallet, grants the month, and takes one credit.');
  const question = { actionId: 'ask_ai', idempotencyKey: 'question-1' };
  await ask<DebitAnswer>({ ...debit, body: question }, outline);

  chapter('Her connection drops, and the browser sends it again');
  say('The same key means the same debit. It even understands an older spelling.');
  await ask<DebitAnswer>({ ...debit, body: { ...question, actionId: 'askAI' } }, outline);

  chapter('She wants more memos than she can pay');
  say('Refused, with what is needed, what there is, and the way to get more. Nothing is written.');
  const memos = { actionId: 'memo_draft', quantity: 7, idempotencyKey: 'memos-1' };
  await ask<Refused>({ ...debit, body: memos }, ({ traceId, type, title, ...body }) => body);

  chapter('A long job, whose size nobody knows yet');
  say('The product holds credits for ten documents before it starts …');
  const job = { path: debit.path, headers: service };
  const hold = {
    mode: 'hold',
    actionId: 'data_room_summary',
    quantity: 10,
    idempotencyKey: 'job-7',
  };
  await ask<DebitAnswer>({ ...job, body: { clientId: 'ada', ...hold } }, outline);
  say('\n… finds six, and captures just those. The rest is free again.');
  const capture = { mode: 'capture', holdKey: 'job-7', quantity: 6, idempotencyKey: 'job-7-done' };
  await ask<DebitAnswer>({ ...job, body: { clientId: 'ada', ...capture } }, outline);

  chapter('One of the six came out blank');
  say('So two credits go back to where they came from, with a reason that stays.');
  const reverse = {
    mode: 'reverse',
    debitKey: 'job-7-done',
    credits: 2,
    reason: 'page 4 was blank',
  };
  const reversal = { clientId: 'ada', ...reverse, idempotencyKey: 'job-7-refund' };
  await ask<DebitAnswer>({ ...job, body: reversal }, outline);

  chapter('She moves to a larger plan');
  say(
    'What the new plan grants more than the old one comes at once; going back and forth brings nothing twice.',
  );
  const plan = { planId: 'intelligence', idempotencyKey: 'upgrade-1' };
  await ask({ path: '/api/credits-plan', headers: user, body: plan }, (body) => body);

  chapter('What happened');
  const { ledgerTail } = await fetchState(ask, state);
  return ledgerTail;
};

const fetchState = (
  ask: Ask,
  state: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
) =>
  ask<StateAnswer>(state, ({ available, balance, granted, purchased }) => ({
    balance,
    available,
    granted,
    purchased,
  }));

const showLedger = (entries: readonly EntryView[]): void => {
  say('\nEvery movement is an entry, chained to the one before by its hash, and never changed:\n');
  table(
    ['seq', 'name', 'credits', 'balance', 'actor', 'hash'],
    entries
      .toReversed()
      .map(({ actor, balanceAfter, creditsDelta, hash, name, seq }) => [
        seq,
        name,
        creditsDelta,
        balanceAfter,
        actor,
        `${hash.slice(0, 10)}…`,
      ]),
  );
};

const run = async (): Promise<void> => {
  say('Starting a private server with an embedded PostgreSQL. It leaves nothing behind.');
  const folder = await mkdtemp(join(tmpdir(), 'cz-credits-demo-'));
  try {
    const { port, serve } = await listen(0);
    const env = { CZ_DATA_DIR: folder, CZ_LEDGER: 'embedded', CZ_CREDITS_ENFORCE: '1' };
    const config = await localConfig(env, port);
    const app = await compose(config, localCircumstances(config, folder));
    const { close, url } = await serve(app);
    const token = await localToken('ada', await localKeys(folder));
    const user = { authorization: `Bearer ${token}` };
    showLedger(await story(asking(url), user, { 'x-service-secret': 'dev-service-secret' }));
    chapter('An auditor looks');
    say(
      'Every wallet is folded again from its entries; numbers, hashes and balances have to fit:\n',
    );
    const { verdict } = await verifyAloud(app.ledger, app.tenantId, { tell: console.log });
    say(`  ${verdict}`);
    say(
      '\nNext: `npm run dev`, then the README has the requests to try. `npm test` shows that it holds.',
    );
    await close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

await run().catch(told);

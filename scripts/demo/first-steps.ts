import type { DebitAnswer } from '../../lib/contract/debit.js';
import type { StateAnswer } from '../../lib/contract/state.js';
import { chapter, say } from '../local/story.js';
import { outline, type Parts } from './parts.js';

type Refused = { readonly code: string; readonly detail: string } & Readonly<
  Record<string, unknown>
>;

/** What she wants, and can't pay at first. */
export const MEMOS = { actionId: 'memo_draft', quantity: 7, idempotencyKey: 'memos-1' };

/** From the first look at the wallet to the first refusal. */
export const takeFirstSteps = async ({ ask, user }: Parts): Promise<void> => {
  chapter('Ada signs in');
  say('Nothing was ever written for her, and still her wallet shows what it would be:');
  say('the base plan, with the grant of this month.');
  await ask<StateAnswer>({ path: '/api/credits-state?tail=0', headers: user }, (body) => ({
    plan: body.plan.name,
    balance: body.balance,
    softCap: body.softCap,
    nextGrant: body.nextGrant,
  }));

  const debit = { path: '/api/credits-debit', headers: user };
  chapter('She asks about a place');
  say('The first write opens the wallet, grants the month, and takes one credit.');
  const question = { actionId: 'ask_ai', idempotencyKey: 'question-1' };
  await ask<DebitAnswer>({ ...debit, body: question }, outline);

  chapter('Her connection drops, and the browser sends it again');
  say('The same key means the same debit. It even understands an older spelling.');
  await ask<DebitAnswer>({ ...debit, body: { ...question, actionId: 'askAI' } }, outline);

  chapter('She wants more memos than she can pay');
  say('Refused, with what is needed, what there is, and the way to get more. Nothing is written.');
  await ask<Refused>({ ...debit, body: MEMOS }, ({ traceId, type, title, ...body }) => body);
};

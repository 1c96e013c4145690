import type { DebitAnswer } from '../../lib/contract/debit.js';
import { chapter, say } from '../local/story.js';
import { outline, type Parts } from './parts.js';

/** A product's backend charges for work whose size shows only at its end. */
export const runLongJob = async ({ ask, service }: Parts): Promise<void> => {
  const job = { path: '/api/credits-debit', headers: service };
  chapter('A long job, whose size nobody knows yet');
  say('The product holds credits for ten documents before it starts …');
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
};

import { type AdjustmentAnswer, adjustmentRequest } from '../../contract/adjustment.js';
import { adjust } from '../../credits/adjust.js';
import type { Credits } from '../../credits/app.js';
import { showEntry } from '../../credits/show-entry.js';
import type { Entry } from '../../ledger/entry.js';
import type { Refusal } from '../../wallet/decision.js';
import { partyOf } from '../caller.js';
import { Problem } from '../problem.js';
import { problemOf } from '../refusal.js';
import { NOTHING, post, type Route } from '../route.js';

const duty = { may: 'adjust', doing: 'adjustment.post' } as const;

/** An operator's correction of a wallet. */
export const postAdjustment: Route<Credits> = post({
  admits: duty,
  query: NOTHING,
  body: adjustmentRequest,
  handle: async ({ app, body: { clientId, ...request }, caller, traceId, visit }) => {
    const party = partyOf({ app, caller, visit }, clientId, duty);
    if (party instanceof Problem) return party;
    const adjusted = await adjust(app, party, request, traceId);
    if ('refusal' in adjusted) return refused(adjusted.refusal, app);
    const { entry, replayed } = adjusted;
    const body = shown(entry, request.dryRun ?? false);
    return { status: 200, body, headers: { 'idempotency-replayed': String(replayed) } };
  },
});

/** To the operator a lack of credits is no invitation to buy some. */
const refused = async (refusal: Refusal, app: Credits): Promise<Problem> => {
  if (refusal.code !== 'insufficient_credits') return problemOf(refusal, app);
  const { code, ...members } = refusal;
  const detail = `${refusal.available} purchased credits are there to be taken: an adjustment takes none below zero`;
  return new Problem(code, detail, members);
};

const shown = (entry: Entry, dryRun: boolean): AdjustmentAnswer => ({
  status: 'adjusted',
  entry: showEntry(entry, { toUser: false }),
  balance: entry.balanceAfter,
  available: Math.max(0, entry.balanceAfter - entry.heldAfter),
  ...(dryRun && { dryRun }),
});

import type { AdjustmentRequest } from '../contract/adjustment.js';
import type { Entry } from '../ledger/entry.js';
import { assertNever } from '../wallet/brand.js';
import { credits } from '../wallet/credits.js';
import type { Refusal } from '../wallet/decision.js';
import type { TraceId } from '../wallet/ids.js';
import type { Credits, Party } from './app.js';

/** The entry that corrects a wallet, or why there is none. */
export type Adjusted =
  | { readonly entry: Entry; readonly replayed: boolean }
  | { readonly refusal: Refusal };

/** Corrects the purchased credits by an entry that says why and by whom. The same key, the same entry. */
export const adjust = async (
  app: Credits,
  { actor, walletId }: Party,
  request: Omit<AdjustmentRequest, 'clientId'>,
  traceId: TraceId,
): Promise<Adjusted> => {
  const { dryRun = false, idempotencyKey, reason } = request;
  const outcome = await app.submit({
    walletId,
    traceId,
    dryRun,
    command: {
      type: 'AdjustBalance',
      key: idempotencyKey,
      at: app.now(),
      actor,
      credits: credits(request.credits),
      reason,
    },
  });
  switch (outcome.outcome) {
    case 'committed':
    case 'previewed':
      return { entry: outcome.entry, replayed: false };
    case 'replayed':
      return { entry: outcome.entry, replayed: true };
    case 'refused':
      return { refusal: outcome.refusal };
    case 'unchanged':
      throw new Error('an adjustment always ends in an entry');
    default:
      return assertNever(outcome);
  }
};

import type { OlderRow } from '../../lib/wallet/command.js';
import { credits } from '../../lib/wallet/credits.js';
import { idempotencyKey, packId, planId, subscriptionId, usedKey } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { month } from '../../lib/wallet/month.js';
import { type Ask, service } from './book.js';

/** The commands in short, each with what its tests vary; the rest is spread over it: `{ ...debit(3), at }`. */
export const debit = (quantity: number, actionId = 'ask_ai') =>
  ({ type: 'DebitCredits', actionId, quantity }) satisfies Ask;

/** Two credits a unit, for 15 minutes. */
export const hold = (key: string, quantity: number, expiresInSeconds = 900) =>
  ({ type: 'PlaceHold', key, actionId: 'ask_ai', quantity, expiresInSeconds }) satisfies Ask;

/** Without a quantity: the hold's own. */
export const capture = (holdKey: string, quantity?: number) =>
  ({
    type: 'CaptureHold',
    holdKey: idempotencyKey(holdKey),
    actor: service,
    ...(quantity !== undefined && { quantity }),
  }) satisfies Ask;

export const release = (holdKey: string) =>
  ({ type: 'ReleaseHold', holdKey: idempotencyKey(holdKey), actor: service }) satisfies Ask;

/** Without an amount: all that is left of the debit. */
export const reverse = (debitKey: string, amount?: number) =>
  ({
    type: 'ReverseDebit',
    debitKey: idempotencyKey(debitKey),
    reason: 'the answer was empty',
    actor: service,
    ...(amount !== undefined && { credits: credits(amount) }),
  }) satisfies Ask;

export const topUp = (session: string, amount: number, paidMinor: number) =>
  ({
    type: 'TopUp',
    key: session,
    packId: packId('pack'),
    credits: credits(amount),
    paid: { amountMinor: paidMinor, currency: 'eur' },
    actor: { kind: 'stripe' },
  }) satisfies Ask;

/** What of a session's payment has gone back by now, in all. */
export const returned = (session: string, returnedMinor: number) =>
  ({
    type: 'ReturnPayment',
    paymentKey: idempotencyKey(session),
    returnedMinor,
    actor: { kind: 'stripe' },
  }) satisfies Ask;

export const toPlan = (planId: string) => ({ type: 'ChangePlan', planId }) satisfies Ask;

/** What the provider says of a subscription: as `sub_1` to professional, unless it is told otherwise. */
export const follow = (
  terms: {
    readonly id?: string;
    readonly plan?: string;
    readonly pastDueSince?: string;
    readonly graceDays?: number;
    readonly next?: readonly [plan: string, at: string];
  } = {},
) =>
  ({
    type: 'FollowSubscription',
    actor: { kind: 'stripe' },
    subscription: {
      id: subscriptionId(terms.id ?? 'sub_1'),
      planId: planId(terms.plan ?? 'professional'),
      ...(terms.pastDueSince && { pastDueSince: instant(terms.pastDueSince) }),
      ...(terms.graceDays && { graceSeconds: terms.graceDays * 24 * 3600 }),
      ...(terms.next && { next: { planId: planId(terms.next[0]), at: instant(terms.next[1]) } }),
    },
  }) satisfies Ask;

/** There is no subscription any more. */
export const followNone = () =>
  ({
    type: 'FollowSubscription',
    actor: { kind: 'stripe' },
    subscription: undefined,
  }) satisfies Ask;

export const adjust = (amount: number) =>
  ({
    type: 'AdjustBalance',
    credits: credits(amount),
    reason: 'credited twice by mistake',
    actor: { kind: 'admin', who: 'ada' },
  }) satisfies Ask;

/** A row of an older ledger: its number, what it moved, and whether it was a month's grant, or had a key. */
export const older = (
  id: number,
  amount: number,
  { grantedFor, key }: { readonly grantedFor?: string; readonly key?: string } = {},
): OlderRow => ({
  id,
  credits: credits(amount),
  ...(grantedFor !== undefined && { grantedFor: month(grantedFor) }),
  ...(key !== undefined && { key: usedKey(key) }),
});

export const adopt = (...rows: readonly OlderRow[]) =>
  ({ type: 'AdoptRows', rows, actor: { kind: 'admin', who: 'ada' } }) satisfies Ask;

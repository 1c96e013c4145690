import type Stripe from 'stripe';
import { z } from 'zod';
import {
  PATTERNS,
  type PlanId,
  planId,
  type TraceId,
  traceId,
  type WalletId,
} from '../wallet/ids.js';
import { referenceOf } from './order-metadata.js';

/**
 * What a subscription carries of ours. It is not sealed as an order is: it lives for years, longer than any secret, and
 * says whose it is and what was scheduled, never what is paid for. That is said by its price.
 */
const NAMES = {
  wallet: 'cz_wallet',
  trace: 'cz_trace_id',
  keptPlan: 'cz_kept_plan',
  keptPrice: 'cz_kept_price',
  keptUntil: 'cz_kept_until',
  nextPrice: 'cz_next_price',
  nextPlan: 'cz_next_plan',
} as const;

/** A plan that was paid for stays in force while its successor's price stands in the subscription already. */
export type Kept = {
  readonly planId: PlanId;
  readonly priceId: string;
  /** Unix seconds. */
  readonly until: number;
};

const aPlan = z.string().regex(PATTERNS.catalogId).transform(planId);

const aTrace = z.string().regex(PATTERNS.traceId).transform(traceId);

const kept = z.object({
  [NAMES.keptPlan]: aPlan,
  [NAMES.keptPrice]: z.string().min(1),
  [NAMES.keptUntil]: z.string().regex(/^\d+$/).transform(Number),
  [NAMES.nextPrice]: z.string().min(1),
});

/** Stripe takes a name away that is given no text. */
const NOTHING_SCHEDULED = {
  [NAMES.keptPlan]: '',
  [NAMES.keptPrice]: '',
  [NAMES.keptUntil]: '',
  [NAMES.nextPrice]: '',
  [NAMES.nextPlan]: '',
} as const;

/** Whose it is, and the request that ordered it. */
export const ofOrder = (walletId: WalletId, traceId: TraceId): Stripe.MetadataParam => ({
  [NAMES.wallet]: referenceOf(walletId),
  [NAMES.trace]: traceId,
});

export const referenceOfSubscription = ({ metadata }: Stripe.Subscription): string | null =>
  metadata[NAMES.wallet] ?? null;

/** Undefined where it was ordered before traces were kept, or somebody edited it. */
export const orderTraceOf = ({ metadata }: Stripe.Subscription): TraceId | undefined =>
  aTrace.safeParse(metadata[NAMES.trace]).data;

export const keeping = (
  { planId, priceId, until }: Kept,
  nextPriceId: string,
): Stripe.MetadataParam => ({
  ...NOTHING_SCHEDULED,
  [NAMES.keptPlan]: planId,
  [NAMES.keptPrice]: priceId,
  [NAMES.keptUntil]: String(until),
  [NAMES.nextPrice]: nextPriceId,
});

export const endingIn = (planId: PlanId): Stripe.MetadataParam => ({ [NAMES.nextPlan]: planId });

export const nothingScheduled: Stripe.MetadataParam = NOTHING_SCHEDULED;

/** The plan that is kept; undefined where the price is not the one any more that it was kept over. */
export const keptIn = (metadata: Stripe.Metadata, priceId: string): Kept | undefined => {
  const read = kept.safeParse(metadata);
  if (!read.success || read.data[NAMES.nextPrice] !== priceId) return undefined;
  return {
    planId: read.data[NAMES.keptPlan],
    priceId: read.data[NAMES.keptPrice],
    until: read.data[NAMES.keptUntil],
  };
};

/** The plan that was asked for when the end was scheduled; whoever ends it in Stripe names none. */
export const planAfterEnd = (metadata: Stripe.Metadata): PlanId | undefined =>
  aPlan.safeParse(metadata[NAMES.nextPlan]).data;

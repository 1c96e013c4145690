import type Stripe from 'stripe';
import type { Found } from '../payments/payments.js';
import type { Period } from '../payments/period.js';
import { type Instant, milliseconds, secondsAfter } from '../wallet/instant.js';
import { foundIn, type Ours } from './find-payment.js';

/** As many as Stripe gives in one page. */
export const PAGE = 100;

/**
 * Stripe lists things by when they began. So that nothing falls between two periods, each looks as far back as it may
 * take: a slow way to pay brings the money weeks after the checkout, a bank fails a refund as late, and a dispute is
 * decided months after it was opened.
 */
export const MOST_DAYS = { checkout: 30, refund: 30, dispute: 180 } as const;

/** Checkouts that were gone through, those of others on the same account too. */
export async function* checkoutsPaidIn(
  stripe: Stripe,
  ours: Ours,
  period: Period,
): AsyncGenerator<Found> {
  const sessions = stripe.checkout.sessions.list({
    created: begunFor(period, MOST_DAYS.checkout),
    status: 'complete',
    expand: ['data.line_items'],
    limit: PAGE,
  });
  for await (const session of sessions) yield foundIn(session, ours);
}

/** The intents of payments that refunds and disputes are about. */
export async function* intentsReturnedIn(stripe: Stripe, period: Period): AsyncGenerator<string> {
  const refunded = begunFor(period, MOST_DAYS.refund);
  yield* intentsOf(stripe.refunds.list({ created: refunded, limit: PAGE }));
  const disputed = begunFor(period, MOST_DAYS.dispute);
  yield* intentsOf(stripe.disputes.list({ created: disputed, limit: PAGE }));
}

type OfIntent = { readonly payment_intent: string | { readonly id: string } | null };

async function* intentsOf(list: AsyncIterable<OfIntent>): AsyncGenerator<string> {
  for await (const { payment_intent: intent } of list) {
    if (intent) yield typeof intent === 'string' ? intent : intent.id;
  }
}

/** Stripe counts whole seconds. */
export const begunFor = ({ from, to }: Period, days: number) => ({
  gte: seconds(secondsAfter(from, -days * 24 * 60 * 60)),
  lt: seconds(to),
});

const seconds = (at: Instant): number => Math.ceil(milliseconds(at) / 1000);

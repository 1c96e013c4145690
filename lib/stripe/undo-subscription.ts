import Stripe from 'stripe';
import { ifKnown } from './client.js';

/**
 * Ends a subscription at once and gives back what was paid for it. The money first: a subscription that is over is not looked
 * at again. Each part may be done already, by somebody who was here at the same time.
 */
export const undoSubscription = async (stripe: Stripe, id: string): Promise<void> => {
  for await (const { id: invoice } of stripe.invoices.list({ subscription: id, status: 'paid' })) {
    for await (const { payment } of stripe.invoicePayments.list({ invoice, status: 'paid' })) {
      const { payment_intent: intent } = payment;
      if (intent) await refund(stripe, typeof intent === 'string' ? intent : intent.id);
    }
  }
  await ifKnown(stripe.subscriptions.cancel(id, { prorate: false, invoice_now: false }));
};

const refund = async (stripe: Stripe, payment_intent: string): Promise<void> => {
  const idempotencyKey = `cz-undo-${payment_intent}`;
  try {
    await stripe.refunds.create({ payment_intent }, { idempotencyKey });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError && error.code === 'charge_already_refunded'))
      throw error;
  }
};

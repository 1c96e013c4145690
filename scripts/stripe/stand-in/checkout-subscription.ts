import { collect } from './billing/collection.js';
import { intentOfInvoice } from './billing/invoices.js';
import { startSubscription } from './billing/start.js';
import { completed, type Outcome } from './checkout-completion.js';
import { customerFor } from './checkout-customer.js';
import { linesFor, orderedIn } from './checkout-lines.js';
import { sumsOf } from './checkout-sums.js';
import { changed, type Env } from './env.js';
import type { Order, Session } from './objects/objects.js';
import { payLater, paymentMethodWorks } from './payments.js';

/** Somebody subscribes. Until a payment works there is no subscription. */
export const subscribe = (env: Env, session: Session, order: Order, later: boolean): Outcome => {
  if (!paymentMethodWorks(env, session.customer)) return { kind: 'declined', session };
  const terms = order.terms ?? { prorate: true };
  const ordered = orderedIn(order);
  const customer = session.customer ?? customerFor(env, session).id;
  const { invoice, subscription } = startSubscription(env, {
    customer,
    description: order.description,
    metadata: order.subscriptionMetadata,
    ordered,
    terms,
  });
  // Time has gone by since the order: what is left of the first period may cost less.
  const lineItems = linesFor(env, ordered, terms);
  env.store.put('order', { ...order, lineItems });
  const members = {
    ...sumsOf(lineItems),
    customer,
    invoice: invoice.id,
    subscription: subscription.id,
  };
  const intent = intentOfInvoice(env, invoice.id);
  if (intent && later) {
    payLater(env, intent);
    changed(
      env,
      'subscription',
      subscription,
      { status: 'active' },
      'customer.subscription.updated',
    );
    return completed(env, session, { ...members, payment_status: 'unpaid' });
  }
  collect(env, invoice);
  return completed(env, session, {
    ...members,
    payment_status: intent ? 'paid' : 'no_payment_required',
  });
};

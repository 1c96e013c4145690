import type Stripe from 'stripe';
import type { Subject } from '../payments/notice.js';
import { ifKnown } from './client.js';

type Reference = string | { readonly id: string } | null | undefined;

const idOf = (reference: Reference): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;

const ofPayment = (
  found: { readonly payment_intent: Reference } | undefined,
): Subject | undefined => {
  const intentId = idOf(found?.payment_intent);
  return intentId === undefined ? undefined : { kind: 'payment', intentId };
};

const ofCustomer = (
  found: { readonly customer: Reference } | undefined,
  subscriptionId?: string,
): Subject | undefined => {
  const customerId = idOf(found?.customer);
  if (customerId === undefined) return undefined;
  return { kind: 'customer', customerId, ...(subscriptionId !== undefined && { subscriptionId }) };
};

/** What an object of Stripe's is about, by its id, whose first letters say what it is; undefined where it is unknown. */
export const findSubject = async (stripe: Stripe, id: string): Promise<Subject | undefined> => {
  switch (id.slice(0, id.indexOf('_'))) {
    case 'cs':
      return { kind: 'checkout', sessionId: id };
    case 'pi':
      return { kind: 'payment', intentId: id };
    case 'ch':
    case 'py':
      return ofPayment(await ifKnown(stripe.charges.retrieve(id)));
    case 're':
    case 'pyr':
      return ofPayment(await ifKnown(stripe.refunds.retrieve(id)));
    case 'dp':
    case 'du':
      return ofPayment(await ifKnown(stripe.disputes.retrieve(id)));
    case 'sub':
      return ofCustomer(await ifKnown(stripe.subscriptions.retrieve(id)), id);
    case 'in':
      return ofCustomer(await ifKnown(stripe.invoices.retrieve(id)));
    case 'cus':
      return { kind: 'customer', customerId: id };
    default:
      return undefined;
  }
};

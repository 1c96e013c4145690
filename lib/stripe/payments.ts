import type { Payments } from '../payments/payments.js';
import type { TenantId } from '../wallet/ids.js';
import { cashBookedIn } from './cash.js';
import { asked, askedEach, isLiveKey, openStripe } from './client.js';
import { Customers } from './customer.js';
import { findPayment } from './find-payment.js';
import { findSubject } from './find-subject.js';
import { readNotice } from './notice.js';
import { formerCheckout, openCheckout } from './open-checkout.js';
import { returnedAmount } from './returned-amount.js';
import { stripeSubscriptions } from './subscriptions.js';
import { checkoutsPaidIn, intentsReturnedIn } from './walk-period.js';

export type StripeTerms = {
  readonly tenantId: TenantId;
  readonly secretKey: string;
  /** The first one seals orders; all of them are believed. */
  readonly webhookSecrets: readonly [string, ...string[]];
  readonly apiUrl?: string | undefined;
  readonly appUrl: string;
  readonly automaticTax: boolean;
  readonly invoices: boolean;
};

/** Stripe, as the provider of payments. */
export const stripePayments = (terms: StripeTerms): Payments => {
  const { apiUrl, secretKey, tenantId, webhookSecrets } = terms;
  const stripe = openStripe({ secretKey, ...(apiUrl !== undefined && { apiUrl }) });
  const customers = new Customers(stripe);
  const live = isLiveKey(secretKey);
  const checkoutTerms = { ...terms, sealSecret: webhookSecrets[0] };
  const ours = { tenantId, live, sealSecrets: webhookSecrets };
  return {
    open: (order, key) => asked(openCheckout(stripe, customers, checkoutTerms, order, key)),
    former: (order) => asked(formerCheckout(stripe, customers, terms, order)),
    find: (sessionId) => asked(findPayment(stripe, ours, sessionId)),
    sessionsOf: async (intentId) => {
      const list = stripe.checkout.sessions.list({ payment_intent: intentId });
      const { data } = await asked(list);
      return data.map(({ id }) => id);
    },
    subjectOf: (objectId) => asked(findSubject(stripe, objectId)),
    returnedOf: async ({ intentId }) =>
      intentId === undefined ? 0 : asked(returnedAmount(stripe, intentId)),
    paidIn: (period) => askedEach(checkoutsPaidIn(stripe, ours, period)),
    returnedIn: (period) => askedEach(intentsReturnedIn(stripe, period)),
    cashIn: (period) => askedEach(cashBookedIn(stripe, ours, period)),
    subscriptions: stripeSubscriptions(stripe, customers, { ...checkoutTerms, live }),
    notice: (body, signature, at) =>
      readNotice(stripe, { webhookSecrets, live }, { body, signature, at }),
  };
};

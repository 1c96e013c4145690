import type Stripe from 'stripe';
import { z } from 'zod';
import { collect } from '../billing/collection.js';
import { voidInvoice } from '../billing/invoices.js';
import type { Env } from '../env.js';
import { boolean, type Known, moments, page, text } from '../form.js';
import { isWithin, listed } from '../listing.js';
import type { Invoice } from '../objects/objects.js';
import { mayFail, type Operation, operation } from '../operation.js';
import { cardDeclined, resourceMissing } from '../refusal.js';

const PATH = '/v1/invoices';

/** The invoice. @throws Refusal where there is none */
export const invoiceOf = (env: Env, id: string): Invoice => {
  const invoice = env.store.get('invoice', id);
  if (!invoice) throw resourceMissing('invoice', id, 'invoice');
  return invoice;
};

const filters = {
  ...page,
  created: moments.optional(),
  customer: text.optional(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
  subscription: text.optional(),
} satisfies Known<Stripe.InvoiceListParams>;

type Filters = z.output<z.ZodObject<typeof filters>>;

const passes = (invoice: Invoice, { created, customer, status, subscription }: Filters): boolean =>
  (customer === undefined || invoice.customer === customer) &&
  (status === undefined || invoice.status === status) &&
  (subscription === undefined ||
    invoice.parent?.subscription_details?.subscription === subscription) &&
  isWithin(invoice.created, created);

const paymentFilters = {
  ...page,
  invoice: text.optional(),
  payment: z
    .strictObject({ type: z.literal('payment_intent'), payment_intent: text.optional() })
    .optional(),
  status: z.enum(['canceled', 'open', 'paid']).optional(),
} satisfies Known<Stripe.InvoicePaymentListParams>;

export const invoices: readonly Operation[] = [
  operation('GET', PATH, filters, (env, wanted) => {
    const found = env.store.all('invoice').filter((invoice) => passes(invoice, wanted));
    return listed(PATH, found, wanted);
  }),
  operation('GET', `${PATH}/:id`, {}, (env, _, id) => invoiceOf(env, id)),
  mayFail('POST', `${PATH}/:id/pay`, { off_session: boolean.optional() }, (env, _, id) => {
    const invoice = collect(env, invoiceOf(env, id));
    if (invoice.status === 'paid') return { status: 200, body: invoice };
    // The failed try stays, so it is not thrown.
    const { body, status } = cardDeclined();
    return { status, body: { error: body } };
  }),
  operation('POST', `${PATH}/:id/void`, {}, (env, _, id) => voidInvoice(env, invoiceOf(env, id))),
  operation('GET', '/v1/invoice_payments', paymentFilters, (env, wanted) => {
    const { invoice, payment, status, ...part } = wanted;
    const found = env.store
      .all('invoice_payment')
      .filter((item) => invoice === undefined || item.invoice === invoice)
      .filter((item) => status === undefined || item.status === status)
      .filter(
        (item) =>
          payment?.payment_intent === undefined ||
          item.payment.payment_intent === payment.payment_intent,
      );
    return listed('/v1/invoice_payments', found, part);
  }),
];

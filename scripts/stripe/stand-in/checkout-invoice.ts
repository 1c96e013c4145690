import { issuePaid } from './billing/invoices.js';
import { lineOnce } from './billing/lines.js';
import type { Env } from './env.js';
import type { Order, PaymentIntent, Session } from './objects/objects.js';

/** The invoice of a one-time payment, made once that is paid, where the session is to have one. */
export const invoiceAfterwards = (
  env: Env,
  { invoice_creation: wanted }: Session,
  intent: PaymentIntent,
  order: Order | undefined,
): string | null => {
  if (!wanted?.enabled || !order) return null;
  const period = { start: env.now, end: env.now };
  const lines = order.lineItems.flatMap(({ amount_total: amount, price, quantity }) =>
    price ? [lineOnce(env, { price, quantity: quantity ?? 1 }, period, amount)] : [],
  );
  const { currency, customer } = intent;
  const metadata = wanted.invoice_data.metadata ?? {};
  const reason = 'manual';
  const terms = {
    currency,
    customer,
    lines,
    metadata,
    period,
    reason,
    subscription: null,
  } as const;
  return issuePaid(env, terms, intent).id;
};

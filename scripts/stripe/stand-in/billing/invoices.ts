import { changed, created, type Env, emit } from '../env.js';
import { newId } from '../ids.js';
import { newInvoice, newInvoicePayment } from '../objects/invoice.js';
import type {
  Invoice,
  InvoiceLine,
  InvoicePayment,
  PaymentIntent,
  Subscription,
} from '../objects/objects.js';
import { intend, pay } from '../payments.js';
import { invalid } from '../refusal.js';
import type { Period } from './period.js';

type Wanted = {
  readonly customer: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly subscription: Subscription | null;
  readonly reason: NonNullable<Invoice['billing_reason']>;
  readonly lines: readonly InvoiceLine[];
  readonly period: Period;
  readonly currency: string;
};

/** Makes an invoice that can be paid at once: Stripe leaves those of renewals a draft for about an hour. */
export const issue = (env: Env, wanted: Wanted): Invoice => {
  const draft = drafted(env, wanted);
  const balance = balanced(env, draft);
  if (balance.amountDue > 0) expectPayment(env, draft, balance.amountDue);
  return finalize(env, draft, balance);
};

/** Makes the invoice of a payment that is there already. */
export const issuePaid = (env: Env, wanted: Wanted, { amount, id }: PaymentIntent): Invoice => {
  const draft = drafted(env, wanted);
  env.store.put('invoice_payment', newInvoicePayment(newId('inpay'), draft, amount, id));
  return markPaid(
    env,
    finalize(env, draft, { amountDue: amount, endingBalance: 0, startingBalance: 0 }),
  );
};

const drafted = (env: Env, wanted: Wanted): Invoice => {
  const { customer, lines, reason, subscription } = wanted;
  const id = newId('in');
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const blank = newInvoice({
    id,
    billing_reason: reason,
    created: env.now,
    currency: wanted.currency,
    customer,
    period_end: wanted.period.end,
    period_start: wanted.period.start,
    subscription,
  });
  const payer = env.store.get('customer', customer ?? '');
  const draft: Invoice = {
    ...blank,
    customer_email: payer?.email ?? null,
    customer_name: payer?.name ?? null,
    metadata: wanted.metadata ?? {},
    lines: { ...blank.lines, data: lines.map((line) => ({ ...line, invoice: id })) },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  };
  return created(env, 'invoice', draft, 'invoice.created');
};

type Balance = {
  readonly amountDue: number;
  readonly endingBalance: number;
  readonly startingBalance: number;
};

/** From here on it is owed. */
const finalize = (env: Env, draft: Invoice, balance: Balance): Invoice => {
  const { amountDue, endingBalance, startingBalance } = balance;
  const owed: Invoice = {
    ...draft,
    amount_due: amountDue,
    amount_remaining: amountDue,
    starting_balance: startingBalance,
    ending_balance: endingBalance,
    effective_at: env.now,
    hosted_invoice_url: `${env.base}/invoice/${draft.id}`,
    number: `STANDIN-${String(env.store.all('invoice').length).padStart(4, '0')}`,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: env.now },
  };
  return changed(env, 'invoice', draft, owed, 'invoice.finalized');
};

/**
 * What a customer has in credit (a balance below 0) pays for an invoice first, and what that is less than nothing goes
 * there.
 */
const balanced = (env: Env, { customer: id, total }: Invoice): Balance => {
  const customer = env.store.get('customer', id ?? '');
  const startingBalance = customer?.balance ?? 0;
  const owed = total + startingBalance;
  const endingBalance = Math.min(owed, 0);
  if (customer && endingBalance !== startingBalance) {
    changed(env, 'customer', customer, { balance: endingBalance }, 'customer.updated');
  }
  return { amountDue: Math.max(owed, 0), endingBalance, startingBalance };
};

const expectPayment = (env: Env, invoice: Invoice, amount: number): void => {
  const intent = intend(env, {
    amount,
    currency: invoice.currency,
    customer: invoice.customer,
    metadata: {},
    description: invoice.parent ? 'Subscription' : null,
  });
  env.store.put('invoice_payment', newInvoicePayment(newId('inpay'), invoice, amount, intent.id));
};

/** The payment of an invoice, by newest try. */
export const paymentOfInvoice = (env: Env, invoice: string): InvoicePayment | undefined =>
  env.store.all('invoice_payment').findLast((payment) => payment.invoice === invoice);

/** What an invoice is paid by; nothing where nothing is due. */
export const intentOfInvoice = (env: Env, invoice: string): PaymentIntent | undefined =>
  env.store.get('payment_intent', paymentOfInvoice(env, invoice)?.payment.payment_intent ?? '');

/** Tries to have an open invoice paid. Whether it worked is what its status says afterwards. */
export const charge = (env: Env, invoice: Invoice, works?: boolean): Invoice => {
  if (invoice.status !== 'open') throw invalid(notOpen(invoice), { code: 'invoice_not_editable' });
  const intent = intentOfInvoice(env, invoice.id);
  const tried = intent && pay(env, intent, works);
  return !tried || tried.status === 'succeeded' ? markPaid(env, invoice) : markFailed(env, invoice);
};

const notOpen = ({ status }: Invoice): string =>
  status === 'paid' ? 'Invoice is already paid' : `Invoice is ${status}: nobody can pay it`;

/** The money for it is there. */
export const markPaid = (env: Env, invoice: Invoice): Invoice => {
  const payment = paymentOfInvoice(env, invoice.id);
  const paid = changed(
    env,
    'invoice',
    invoice,
    {
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      attempt_count: invoice.attempt_count + (payment ? 1 : 0),
      attempted: true,
      next_payment_attempt: null,
      status: 'paid',
      status_transitions: { ...invoice.status_transitions, paid_at: env.now },
    },
    'invoice.paid',
    'invoice.payment_succeeded',
  );
  if (payment) {
    const members = {
      amount_paid: invoice.amount_due,
      status: 'paid',
      status_transitions: { ...payment.status_transitions, paid_at: env.now },
    };
    changed(env, 'invoice_payment', payment, members, 'invoice_payment.paid');
  }
  return paid;
};

const THREE_DAYS = 3 * 24 * 60 * 60;

/** A try came to nothing; it stays open. */
export const markFailed = (env: Env, invoice: Invoice): Invoice => {
  const members = {
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
    next_payment_attempt: env.now + THREE_DAYS,
  };
  return changed(env, 'invoice', invoice, members, 'invoice.payment_failed');
};

/** Nobody owes it any more. */
export const voidInvoice = (env: Env, invoice: Invoice): Invoice => {
  if (invoice.status !== 'open') throw invalid('You can only void open invoices.');
  const transitions = { ...invoice.status_transitions, voided_at: env.now };
  const voided: Invoice = { ...invoice, status: 'void', status_transitions: transitions };
  env.store.put('invoice', voided);
  emit(env, 'invoice.voided', voided);
  return voided;
};

import { changed, type Env, emit } from '../env.js';
import type { Invoice, Subscription } from '../objects/objects.js';
import { charge, markFailed, markPaid, voidInvoice } from './invoices.js';

export const subscriptionOfInvoice = (env: Env, { parent }: Invoice): Subscription | undefined =>
  env.store.get('subscription', parent?.subscription_details?.subscription ?? '');

/** Tries to have an invoice paid, and lets its subscription know. */
export const collect = (env: Env, invoice: Invoice, works?: boolean): Invoice =>
  known(env, charge(env, invoice, works));

/** A payment that takes days has come in, or has not. */
export const settleInvoice = (env: Env, invoice: Invoice, worked: boolean): Invoice =>
  known(env, worked ? markPaid(env, invoice) : markFailed(env, invoice));

/** What a subscription makes of its invoice being paid, or of the failure. */
const known = (env: Env, invoice: Invoice): Invoice => {
  const subscription = subscriptionOfInvoice(env, invoice);
  if (!subscription) return invoice;
  const change = env.store.get('pending_change', subscription.id);
  if (change?.invoice === invoice.id) {
    if (invoice.status === 'paid') applyPending(env, subscription);
    return invoice;
  }
  if (invoice.id !== subscription.latest_invoice) return invoice;
  const status = statusAfter(subscription.status, invoice.status === 'paid');
  if (status !== subscription.status) {
    changed(env, 'subscription', subscription, { status }, 'customer.subscription.updated');
  }
  return invoice;
};

/** A first payment that fails leaves it incomplete; a later one past due. */
const statusAfter = (before: Subscription['status'], paid: boolean): Subscription['status'] => {
  switch (before) {
    case 'incomplete':
    case 'past_due':
    case 'unpaid':
      return paid ? 'active' : before;
    case 'active':
      return paid ? 'active' : 'past_due';
    default:
      return before;
  }
};

const applyPending = (env: Env, subscription: Subscription): void => {
  const change = env.store.get('pending_change', subscription.id);
  if (!change) return;
  env.store.remove('pending_change', subscription.id);
  const members = { ...change.members, pending_update: null };
  const applied = changed(
    env,
    'subscription',
    subscription,
    members,
    'customer.subscription.updated',
  );
  emit(env, 'customer.subscription.pending_update_applied', applied);
};

/** A change that was not paid for in time comes to nothing, and its invoice is owed no more. */
export const dropPending = (env: Env, subscription: Subscription): Subscription => {
  const change = env.store.get('pending_change', subscription.id);
  if (!change) return subscription;
  env.store.remove('pending_change', subscription.id);
  const invoice = env.store.get('invoice', change.invoice);
  if (invoice?.status === 'open') voidInvoice(env, invoice);
  const dropped = changed(
    env,
    'subscription',
    subscription,
    { pending_update: null },
    'customer.subscription.updated',
  );
  emit(env, 'customer.subscription.pending_update_expired', dropped);
  return dropped;
};

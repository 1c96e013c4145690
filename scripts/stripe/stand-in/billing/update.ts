import { changed, type Env } from '../env.js';
import type { Invoice, InvoiceLine, Subscription } from '../objects/objects.js';
import { itemList } from '../objects/subscription.js';
import { cardDeclined } from '../refusal.js';
import { collect, dropPending } from './collection.js';
import { charge, issue } from './invoices.js';
import { cycleFrom, type ItemChange, itemsAfter, withPeriod } from './items.js';
import { leavePending, lineOfItem, periodOf, takePending } from './lines.js';
import { prorations, startsOver } from './prorations.js';

export type Change = {
  readonly items: readonly ItemChange[];
  /** Whether a whole cycle begins now. */
  readonly startOver: boolean;
  readonly proration: 'create_prorations' | 'none' | 'always_invoice';
  readonly payment: 'allow_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';
  /** Members that nothing is charged for. */
  readonly members: Partial<Subscription>;
  /** From when on it counts: now, unless Stripe is told otherwise. */
  readonly prorationDate?: number | undefined;
};

/** Changes a subscription, and charges or credits the difference as it is asked to. @throws Refusal */
export const updateSubscription = (
  env: Env,
  before: Subscription,
  change: Change,
): Subscription => {
  const items = itemsAfter(before, change.items, env.now);
  const cycleEnds = startsOver(before, items, change.startOver);
  const moved = cycleEnds ? items.map((item) => withPeriod(item, cycleFrom(item, env.now))) : items;
  const lines =
    change.proration === 'none'
      ? []
      : prorations(env, before, items, change.prorationDate ?? env.now, cycleEnds);
  const whole = cycleEnds ? moved.map((item) => lineOfItem(env, item, periodOf(item))) : [];
  const members: Partial<Subscription> = {
    ...change.members,
    items: itemList(before.id, moved),
    ...(cycleEnds && { billing_cycle_anchor: env.now }),
    ...(cycleEnds && before.status === 'trialing' && { status: 'active', trial_end: env.now }),
  };
  const atOnce = cycleEnds || change.proration === 'always_invoice';
  if (!atOnce) leavePending(env, before, lines);
  const due = atOnce ? [...takePending(env, before), ...lines, ...whole] : [];
  if (due.length === 0) {
    return changed(env, 'subscription', before, members, 'customer.subscription.updated');
  }
  return charged(env, dropPending(env, before), members, due, change.payment);
};

/** Has a change paid for, as it is asked to when that fails. */
const charged = (
  env: Env,
  before: Subscription,
  members: Partial<Subscription>,
  lines: readonly InvoiceLine[],
  payment: Change['payment'],
): Subscription => {
  const { currency, customer } = before;
  const period = { start: env.now, end: env.now };
  const reason = 'subscription_update';
  const invoice = issue(env, { currency, customer, lines, period, reason, subscription: before });
  const withInvoice = { ...members, latest_invoice: invoice.id };
  if (payment === 'pending_if_incomplete') return whenPaid(env, before, withInvoice, invoice);
  const after = changed(env, 'subscription', before, withInvoice, 'customer.subscription.updated');
  const tried = collect(env, invoice);
  if (payment === 'error_if_incomplete' && tried.status !== 'paid') throw cardDeclined();
  return env.store.get('subscription', after.id) ?? after;
};

const HOUR = 60 * 60;

/** The change is made when its invoice is paid: now, or while it waits. */
const whenPaid = (
  env: Env,
  before: Subscription,
  members: Partial<Subscription>,
  invoice: Invoice,
): Subscription => {
  const type = 'customer.subscription.updated';
  if (charge(env, invoice).status === 'paid') {
    return changed(env, 'subscription', before, members, type);
  }
  env.store.put('pending_change', { id: before.id, invoice: invoice.id, members });
  const ends = before.items.data.map((item) => item.current_period_end);
  const pending: Subscription['pending_update'] = {
    billing_cycle_anchor: members.billing_cycle_anchor ?? null,
    cancel_at_period_end: members.cancel_at_period_end ?? null,
    discount: null,
    discounts: null,
    expires_at: Math.min(env.now + 23 * HOUR, ...ends),
    metadata: null,
    subscription_items: members.items?.data ?? null,
    trial_end: null,
    trial_from_plan: null,
  };
  const waiting = { pending_update: pending, latest_invoice: invoice.id };
  return changed(env, 'subscription', before, waiting, type);
};

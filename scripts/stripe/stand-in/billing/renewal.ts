import { changed, type Env } from '../env.js';
import type { Subscription } from '../objects/objects.js';
import { itemList } from '../objects/subscription.js';
import { collect, dropPending } from './collection.js';
import { endSubscription } from './end.js';
import { issue, voidInvoice } from './invoices.js';
import { everyOf, lineOfItem, periodOf, takePending } from './lines.js';
import { cycleAt, type Period } from './period.js';

const HOUR = 60 * 60;

/** How long a first payment may take. */
const INCOMPLETE_FOR = 23 * HOUR;

/** Does what time brings about for a subscription, each thing at the moment when it falls due. */
export const renewUntilNow = (env: Env, id: string): void => {
  for (;;) {
    const subscription = env.store.get('subscription', id);
    const next = subscription && nextOf(subscription);
    if (!subscription || !next || next.at > env.now) return;
    next.happens({ ...env, now: next.at }, subscription);
  }
};

type Due = {
  readonly at: number;
  readonly happens: (env: Env, subscription: Subscription) => unknown;
};

/** What comes next, the earliest of it. */
const nextOf = (subscription: Subscription): Due | undefined => {
  const { created, pending_update: update, status } = subscription;
  if (status === 'incomplete') return { at: created + INCOMPLETE_FOR, happens: expire };
  if (!['active', 'past_due', 'trialing', 'unpaid'].includes(status)) return undefined;
  const { end } = periodUnderWay(subscription);
  if (update && update.expires_at <= end) return { at: update.expires_at, happens: dropPending };
  return { at: end, happens: renew };
};

const periodUnderWay = ({ items: { data } }: Subscription): Period => ({
  start: Math.max(...data.map((item) => item.current_period_start)),
  end: Math.min(...data.map((item) => item.current_period_end)),
});

const expire = (env: Env, subscription: Subscription): void => {
  const invoice = env.store.get('invoice', subscription.latest_invoice ?? '');
  if (invoice?.status === 'open') voidInvoice(env, invoice);
  const members = { ended_at: env.now, status: 'incomplete_expired' } as const;
  changed(env, 'subscription', subscription, members, 'customer.subscription.updated');
};

/** Another period begins, unless it was to end with this one. */
const renew = (env: Env, subscription: Subscription): void => {
  if (subscription.cancel_at_period_end) {
    endSubscription(env, subscription);
    return;
  }
  const before = periodUnderWay(subscription);
  const { billing_cycle_anchor: anchor, currency, customer, id, status } = subscription;
  const items = subscription.items.data.map((item) => {
    const { end, start } = cycleAt(anchor, everyOf(item.price), env.now);
    return { ...item, current_period_start: start, current_period_end: end };
  });
  const renewed = changed(
    env,
    'subscription',
    subscription,
    { items: itemList(id, items), ...(status === 'trialing' && { status: 'active' as const }) },
    'customer.subscription.updated',
  );
  const lines = items.map((item) => lineOfItem(env, item, periodOf(item)));
  const invoice = issue(env, {
    currency,
    customer,
    lines: [...takePending(env, renewed), ...lines],
    period: before,
    reason: 'subscription_cycle',
    subscription: renewed,
  });
  env.store.put('subscription', { ...renewed, latest_invoice: invoice.id });
  // One that is given up on goes on being invoiced, but nobody is charged.
  if (status !== 'unpaid') collect(env, invoice);
};

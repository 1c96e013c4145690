import type { Entry } from '../ledger/entry.js';
import type { LiveSubscription, Subscriber, Subscriptions } from '../payments/subscriptions.js';
import type { Catalog } from '../wallet/catalog.js';
import type { FollowSubscription } from '../wallet/command.js';
import { idempotencyKey, SUBSCRIPTION_CHAIN, type TraceId, type WalletId } from '../wallet/ids.js';
import type { SubscriptionTerms } from '../wallet/subscription.js';
import type { Wallet } from '../wallet/wallet.js';
import type { Credits } from './app.js';
import { planOfPrice } from './priced-plan.js';

/** `mismatch`: what the provider says can't be understood, and the plan stays as it was. */
export type Followed =
  | {
      readonly outcome: 'followed';
      /** The live one, if there is any. */
      readonly subscription: LiveSubscription | undefined;
      /** Whether anything was written. */
      readonly changed: boolean;
    }
  | { readonly outcome: 'mismatch'; readonly reason: string };

type Told = Pick<Subscriptions, 'current' | 'undo'>;

export type Follower = {
  readonly walletId: WalletId;
  /** The customer that it is known to be about, where it is. */
  readonly customerId?: string | undefined;
  readonly traceId: TraceId;
};

/** More than a subscription can change while one request looks on. */
const MOST_ROUNDS = 1_000;

/** How far back the last number is looked for. An older one is found by trying. */
const TAIL = 200;

/**
 * Brings a wallet to what the provider says of its client's subscription. It may be called at any time, any number of times,
 * by several at once; whoever comes last leaves the same as if they were alone.
 *
 * What makes it so: the entries that follow a subscription are numbered without gap, by their keys. The wallet is read
 * first, and with it a number is settled on that was free then; what the provider says is asked for after that, and written
 * under that number or not at all. So whoever was held up with an old answer finds the number taken, reads again and asks
 * again. After an entry of one's own one goes round once more, until the provider says nothing new.
 */
export const followSubscription = async (
  app: Credits,
  { subscriptions }: { readonly subscriptions: Told },
  { customerId, traceId, walletId }: Follower,
): Promise<Followed> => {
  let number = 0;
  let changed = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { entries, stored } = await app.ledger.read(walletId, { limit: TAIL });
    number = Math.max(number, lastNumber(entries)) + 1;
    const known = { ...subscriberIn(stored?.wallet), ...(customerId && { customerId }) };
    const current = await subscriptions.current(walletId, planOfPrice(app), known);
    if (current.outcome === 'mismatch') return current;
    const subscription = current.outcome === 'live' ? current.subscription : undefined;
    if (current.outcome === 'live') await undoSurplus(app, subscriptions, current, traceId);
    const command = await commandOf(app, number, subscription);
    const outcome = await app.submit({ walletId, traceId, command });
    if (outcome.outcome === 'unchanged') return { outcome: 'followed', subscription, changed };
    if (outcome.outcome === 'committed') {
      changed = true;
      tell(app, subscription, { traceId, walletId });
    }
    if (outcome.outcome === 'refused' && outcome.refusal.code !== 'idempotency_key_reused') {
      return { outcome: 'mismatch', reason: `the ledger refused it: ${outcome.refusal.code}` };
    }
  }
  throw new Error(`the subscription of ${walletId.clientId} comes to no end of changes`);
};

/** The number of the last entry that followed the subscription, as far as it can be seen from here. */
const lastNumber = (entries: readonly Entry[]): number => {
  const last = entries.find(
    ({ actor, event, idempotencyKey: key }) =>
      actor === 'stripe' && event.type === 'PlanChanged' && key.startsWith(SUBSCRIPTION_CHAIN),
  );
  return last ? Number(last.idempotencyKey.slice(SUBSCRIPTION_CHAIN.length)) : 0;
};

/** By what a wallet knows its subscription: without it, one that search does not know of yet would be taken for ended. */
export const subscriberIn = (wallet: Wallet | undefined): Partial<Subscriber> =>
  wallet?.subscription ? { subscriptionId: wallet.subscription.id } : {};

const commandOf = async (
  app: Credits,
  number: number,
  subscription: LiveSubscription | undefined,
): Promise<FollowSubscription> => {
  const { catalog } = await app.registry.current();
  return {
    type: 'FollowSubscription',
    key: idempotencyKey(`${SUBSCRIPTION_CHAIN}${number}`),
    at: app.now(),
    actor: { kind: 'stripe' },
    subscription: subscription && {
      ...termsOf(subscription, catalog),
      graceSeconds: app.paymentGraceSeconds,
    },
  };
};

/** As a wallet is told of it. What comes after an end that names no plan, or one that costs something, is the default plan. */
export const termsOf = (
  { id, next, pastDueSince, planId }: LiveSubscription,
  { defaultPlan, plans }: Catalog,
): SubscriptionTerms => ({
  id,
  planId,
  ...(pastDueSince && { pastDueSince }),
  ...(next && {
    next: { at: next.at, planId: plans.get(next.planId ?? '')?.planId ?? defaultPlan.planId },
  }),
});

/** Whoever knows only the trace of the news finds that of the order here. */
const tell = (
  { log }: Credits,
  subscription: LiveSubscription | undefined,
  { traceId, walletId: { clientId } }: Follower,
): void => {
  if (!subscription?.orderTraceId) return;
  const { id: subscriptionId, orderTraceId } = subscription;
  const message = 'a subscription is followed';
  log({ level: 'info', message, traceId, orderTraceId, subscriptionId, clientId });
};

/** A client pays once. The first subscription stands; whatever made another, operators should look at. */
const undoSurplus = async (
  { log }: Credits,
  subscriptions: Told,
  { surplus }: { readonly surplus: readonly LiveSubscription['id'][] },
  traceId: TraceId,
): Promise<void> => {
  for (const id of surplus) {
    log({ level: 'error', message: 'a second subscription is ended and paid back', traceId, id });
    await subscriptions.undo(id);
  }
};

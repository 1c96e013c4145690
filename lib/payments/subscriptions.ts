import type { Money } from '../wallet/credits.js';
import type { PlanId, SubscriptionId, TraceId, WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';

/** A plan that is paid for by the month, at the terms of one version of the registry. */
export type PricedPlan = {
  readonly planId: PlanId;
  /** What the payer is shown. */
  readonly name: string;
  readonly price: Money;
  /** The provider's own name for the price, where one is configured there. */
  readonly priceId?: string;
};

/** The plan that a configured price stands for, or once stood for; a price that was made for a plan says so itself. */
export type PlanOfPrice = (priceId: string) => Promise<PlanId | undefined>;

/** Whose subscription something is about, as a message names them. */
export type Subscriber = {
  readonly customerId: string;
  /** Tells whose it was after the customer is gone. */
  readonly subscriptionId?: string;
};

/** A subscription that is paid for, or past due. */
export type LiveSubscription = {
  readonly id: SubscriptionId;
  readonly customerId: string;
  /** Of the request that ordered it, as far as it is known: for people to follow, and nothing depends on it. */
  readonly orderTraceId?: TraceId;
  /** What is kept until `next` takes over, where something is scheduled. */
  readonly planId: PlanId;
  /** When the period is over that is paid for, or owed. */
  readonly periodEnd: Instant;
  /** From when on it is not paid for. */
  readonly pastDueSince?: Instant;
  /** Where the payer can pay what is past due. */
  readonly payUrl?: string;
  /** Without a plan of its own it just ends: what comes then is for the registry to say. */
  readonly next?: { readonly planId?: PlanId; readonly at: Instant };
};

/**
 * What the provider says now. `surplus`: live ones beside the first, by an accident that nothing of ours should let happen.
 * `mismatch`: it is of ours, and can't be understood. It must change nothing.
 */
export type CurrentSubscription =
  | { readonly outcome: 'none' }
  | {
      readonly outcome: 'live';
      readonly subscription: LiveSubscription;
      readonly surplus: readonly SubscriptionId[];
    }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** `subscribed`: there is a live subscription already, perhaps since a moment ago. No page is open. */
export type Subscribing =
  | { readonly outcome: 'opened'; readonly url: string; readonly replayed: boolean }
  | { readonly outcome: 'subscribed' }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** `unpaid`: nothing has changed, and will when it is paid for at `payUrl`. */
export type Upgraded =
  | { readonly outcome: 'upgraded' }
  | { readonly outcome: 'unpaid'; readonly payUrl?: string }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** What takes over at the end of the period that is paid for: another price, or none at all. */
export type Later =
  | { readonly kind: 'priced'; readonly plan: PricedPlan }
  | { readonly kind: 'ends'; readonly planId: PlanId };

/** `mismatch`: the configured price is not the plan's. */
export type Scheduled =
  | { readonly outcome: 'scheduled' }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** The part of the provider that plans are paid with. It throws as the other parts do. */
export interface Subscriptions {
  /** Whose customer it is; undefined: none of ours. */
  subscriberOf(subscriber: Subscriber): Promise<WalletId | undefined>;

  /** A client's one live subscription. What is known of it is found before a search knows of it: that lags behind. */
  current(
    walletId: WalletId,
    planOfPrice: PlanOfPrice,
    known: Partial<Subscriber>,
  ): Promise<CurrentSubscription>;

  /** Opens a page on which a plan can be subscribed to. Of one client's at most one is open, whatever it is for. */
  subscribe(
    walletId: WalletId,
    plan: PricedPlan,
    asking: { readonly at: Instant; readonly traceId: TraceId },
  ): Promise<Subscribing>;

  /** Moves to a dearer plan at once, for the difference. What was scheduled is taken back. */
  upgrade(subscription: LiveSubscription, plan: PricedPlan): Promise<Upgraded>;

  /** Moves to something cheaper once the period that is paid for is over. What was scheduled before is taken back. */
  schedule(subscription: LiveSubscription, later: Later): Promise<Scheduled>;

  /** Takes back what is scheduled. */
  keep(subscription: LiveSubscription): Promise<void>;

  /** Ends one at once and gives back what was paid for it. */
  undo(id: SubscriptionId): Promise<void>;

  /** Where a client can see bills and change how they pay; undefined where the provider has no such page set up. */
  portalUrl(subscription: LiveSubscription): Promise<string | undefined>;
}

import type { TenantId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';
import { isOpen } from '../../wallet/wallet.js';
import type { ScannedWallet } from '../ledger.js';

/** What wallets have of a registry, by its ids, and how often; what none of them has is not in there. */
export type InUse = {
  /** Wallets that are on a plan. */
  readonly plans: Counts;
  /** Wallets whose subscription pays for a plan, now or when it takes over. */
  readonly subscriptions: Counts;
  /** Holds on an action that are open. */
  readonly openHolds: Counts;
};

type Counts = ReadonlyMap<string, number>;

/** What is in use at `at`. It looks at every wallet of the tenant. */
export type FindInUse = (tenantId: TenantId, at: Instant) => Promise<InUse>;

/** The same from the wallets one by one, for a ledger that can't count them by itself. One that can't be read has nothing. */
export const inUseBy = async (
  wallets: AsyncIterable<ScannedWallet>,
  at: Instant,
): Promise<InUse> => {
  const plans = new Map<string, number>();
  const subscriptions = new Map<string, number>();
  const openHolds = new Map<string, number>();
  for await (const scanned of wallets) {
    if (!('wallet' in scanned)) continue;
    const { holds, planId, subscription } = scanned.wallet;
    count(plans, planId);
    if (subscription) {
      const { next, planId: paid } = subscription;
      for (const each of new Set([paid, next?.planId ?? paid])) count(subscriptions, each);
    }
    for (const hold of holds) if (isOpen(hold, at)) count(openHolds, hold.actionId);
  }
  return { plans, subscriptions, openHolds };
};

const count = (counts: Map<string, number>, id: string): void => {
  counts.set(id, (counts.get(id) ?? 0) + 1);
};

import type { StateAnswer } from '../contract/state.js';
import type { Catalog } from '../wallet/catalog.js';
import { bringUpToDate } from '../wallet/due.js';
import type { WalletId } from '../wallet/ids.js';
import { type Instant, later, secondsAfter } from '../wallet/instant.js';
import { monthAfter, monthOf, startOf } from '../wallet/month.js';
import type { Subscription } from '../wallet/subscription.js';
import { available, balance, held, isOpen, type Wallet } from '../wallet/wallet.js';
import type { Credits } from './app.js';
import { showEntry } from './show-entry.js';
import { showPlan } from './show-plan.js';

/**
 * A wallet as it stands now: a grant that is due is in it, an expired hold is not, and a wallet that nobody has written
 * to yet is shown as it would be opened. Nothing is written.
 */
export const readState = async (
  app: Credits,
  walletId: WalletId,
  page: { readonly limit: number; readonly before?: number | undefined },
  reader: { readonly toUser: boolean },
): Promise<StateAnswer> => {
  const [registry, { entries, stored }] = await Promise.all([
    app.registry.current(),
    app.ledger.read(walletId, page),
  ]);
  const at = stored ? later(app.now(), stored.wallet.updatedAt) : app.now();
  const { wallet } = bringUpToDate(stored?.wallet, registry.catalog, at);
  return {
    ...walletId,
    plan: showPlan(registry, wallet.planId),
    ...(wallet.subscription && { subscription: showSubscription(wallet.subscription) }),
    monthlyGrant: wallet.monthlyGrant,
    softCap: wallet.softCap,
    balance: balance(wallet),
    available: available(wallet, at),
    granted: wallet.granted,
    purchased: wallet.purchased,
    held: held(wallet, at),
    holds: wallet.holds
      .filter((hold) => isOpen(hold, at))
      .map(({ credits, expiresAt, key }) => ({ key, credits, expiresAt })),
    nextGrant: nextGrant(wallet, registry.catalog, at),
    enforce: app.enforce,
    version: stored?.wallet.version ?? 0,
    updatedAt: stored?.wallet.updatedAt ?? null,
    ledgerTail: entries.map((entry) => showEntry(entry, reader)),
  };
};

const showSubscription = ({
  fellBackAt,
  id,
  ...subscription
}: Subscription): NonNullable<StateAnswer['subscription']> => ({
  ...subscription,
  status: subscription.pastDueSince ? 'past_due' : 'active',
});

/** What the turn of the month will bring if nothing happens before; what falls due until then comes before it. */
const nextGrant = (wallet: Wallet, catalog: Catalog, at: Instant): StateAnswer['nextGrant'] => {
  const next = startOf(monthAfter(monthOf(at)));
  const before = bringUpToDate(wallet, catalog, secondsAfter(next, -0.001));
  const { events } = bringUpToDate(before.wallet, catalog, next);
  const credits = events.map((event): number =>
    event.type === 'CreditsGranted' ? event.credits : 0,
  );
  return { at: next, credits: credits.reduce((sum, each) => sum + each, 0) };
};

import { expect } from 'vitest';
import type { PlanChanged, WalletEvent } from '../../lib/wallet/event.js';
import { secondsAfter } from '../../lib/wallet/instant.js';
import { startOf } from '../../lib/wallet/month.js';
import type { Subscription } from '../../lib/wallet/subscription.js';
import type { Wallet } from '../../lib/wallet/wallet.js';

const waitsFrom = (planId: string, of: Subscription | null | undefined) =>
  of?.planId === planId && !of.fellBackAt ? of.pastDueSince : undefined;

/** Watches what subscriptions bring: nothing before it is paid for, nothing twice, and nothing too early. */
export class SubscriptionWitness {
  readonly #turns = new Set<string>();

  /** `own` is the event that the entry was written with: what it tells of a payment holds for what goes before it. */
  see(event: WalletEvent, before: Wallet | undefined, own: WalletEvent | undefined): void {
    if (!before) return;
    if (event.type === 'CreditsGranted') {
      const news = own?.type === 'PlanChanged' && !own.fellDue ? own.subscription : undefined;
      // What has ended leaves no facts: whether it was paid for until then can't be read from the entry.
      if (news === null) return;
      const told = news?.id === before.subscription?.id ? news : undefined;
      const waits = waitsFrom(before.planId, told ?? before.subscription);
      for (const { month } of event.months) expect(!waits || startOf(month) < waits).toBe(true);
    }
    if (event.type === 'PlanChanged') this.#change(event, before);
  }

  #change(event: PlanChanged, before: Wallet): void {
    const { fellDue, subscription } = event;
    const later = secondsAfter(event.at, 1);
    if (before.planId !== before.subscription?.planId && fellDue) expect(event.to).toBe(event.from);
    if (!fellDue) {
      if (subscription?.pastDueSince) this.#unpaid(event, before, subscription);
      const { fallsBackAt = later, next = { at: later } } = subscription ?? {};
      expect([fallsBackAt > event.at, next.at > event.at]).toEqual([true, true]);
      return;
    }
    const turn = `${fellDue.why} ${fellDue.at}`;
    expect(this.#turns.has(turn)).toBe(false);
    expect(fellDue.at <= event.at).toBe(true);
    this.#turns.add(turn);
  }

  /** What is not paid for brings nothing, unless the grace is over with it: then what the default plan grants more by itself. */
  #unpaid({ credits, from, to }: PlanChanged, before: Wallet, told: Subscription): void {
    const fallsBack = told.fellBackAt !== undefined && !before.subscription?.fellBackAt;
    if (fallsBack && from === told.planId) expect(to).not.toBe(told.planId);
    else expect([to, credits]).toEqual([from, 0]);
  }
}

import { expect } from 'vitest';
import { assertNever } from '../../lib/wallet/brand.js';
import type { Catalog } from '../../lib/wallet/catalog.js';
import type { CreditsDebited, HoldCaptured, WalletEvent } from '../../lib/wallet/event.js';
import { evolve } from '../../lib/wallet/evolve.js';
import { monthAfter, monthOf } from '../../lib/wallet/month.js';
import { available, balance, held, type Wallet } from '../../lib/wallet/wallet.js';
import { SubscriptionWitness } from './subscription-witness.js';

/** What an entry says that it moved, read from the event alone. */
export const deltaOf = (event: WalletEvent): number => {
  switch (event.type) {
    case 'WalletOpened':
    case 'HoldPlaced':
    case 'HoldReleased':
      return 0;
    case 'CreditsGranted':
    case 'CreditsToppedUp':
    case 'CreditsReinstated':
    case 'BalanceAdjusted':
      return event.credits;
    case 'GrantTrimmed':
    case 'CreditsClawedBack':
      return -event.credits;
    case 'CreditsDebited':
    case 'HoldCaptured':
      return -takenBy(event);
    case 'DebitReversed':
    case 'RowsAdopted':
      return event.toGranted + event.toPurchased;
    case 'PlanChanged':
      return event.credits - event.trimmed;
    default:
      return assertNever(event);
  }
};

const takenBy = (charge: CreditsDebited | HoldCaptured) =>
  charge.fromGranted + charge.fromPurchased;

/** Watches one wallet entry by entry, keeps its own count of everything bounded, and fails on what breaks a law. */
export class Witness {
  private wallet: Wallet | undefined;
  private sum = 0;
  private readonly grantedFor = new Map<string, number>();
  private readonly olderGrants = new Map<string, number>();
  private readonly worthMost = new Map<string, number>();
  private readonly bounds = new Map<string, { taken: number; most: number }>();
  private readonly holds = new Map<string, number>();
  private readonly adopted = new Set<number>();
  private readonly subscriptions = new SubscriptionWitness();
  private overdrawn = 0;

  /** `own` is the last of the events that were written with this one. */
  see(event: WalletEvent, name: string, catalog: Catalog, own?: WalletEvent): void {
    const before = this.wallet;
    const after = evolve(before, event);
    this.balances(event, before, after);
    this.grants(event, before, catalog);
    this.charges(event, before, after);
    this.references(event, name);
    this.adoptions(event, before);
    this.subscriptions.see(event, before, own);
    this.wallet = after;
  }

  /** Laws 1 and 5, and time. */
  private balances(event: WalletEvent, before: Wallet | undefined, after: Wallet): void {
    this.sum += deltaOf(event);
    expect(balance(after)).toBe(this.sum);
    expect(after.version).toBe((before?.version ?? 0) + 1);
    expect(after.granted).toBeGreaterThanOrEqual(0);
    expect(after.granted).toBeLessThanOrEqual(after.softCap);
    if (after.purchased < 0 && after.purchased < (before?.purchased ?? 0)) {
      expect(event.type).toBe('CreditsClawedBack');
    }
    expect(before === undefined || before.updatedAt <= event.at).toBe(true);
    expect(held(after, event.at)).toBeGreaterThanOrEqual(0);
    expect(available(after, event.at)).toBeGreaterThanOrEqual(0);
  }

  /** Law 6. The worth of a month is that of the terms that were in force when the wallet took them up in it. */
  private grants(event: WalletEvent, before: Wallet | undefined, catalog: Catalog): void {
    if (event.type === 'CreditsGranted' && before) {
      const worth = catalog.plans.get(before.planId)?.monthlyGrant ?? before.monthlyGrant;
      let next = before.grantedMonth;
      for (const { month, credits } of event.months) {
        next = monthAfter(next);
        expect(month).toBe(next);
        this.grant(month, credits, worth);
      }
      if (!before.subscription) expect(next).toBe(monthOf(event.at));
      expect(next <= monthOf(event.at)).toBe(true);
      const nominal = event.months.reduce((sum, { credits }) => sum + credits, 0);
      expect(event.credits + event.keptBack).toBe(nominal);
    }
    if (event.type === 'RowsAdopted' && before) {
      // Older rows may have granted a month more than any plan here is worth: then that is what it is worth.
      let kept: number = event.keptBack;
      for (const { month, credits } of event.months) {
        const older = (this.olderGrants.get(month) ?? 0) + credits;
        this.olderGrants.set(month, older);
        this.grant(month, credits - kept, older);
        kept = 0;
      }
      expect(event.keptBack === 0 || event.months[0]?.month === before.grantedMonth).toBe(true);
    }
    if (event.type === 'PlanChanged') {
      const worth = event.to === event.from ? 0 : (catalog.plans.get(event.to)?.monthlyGrant ?? 0);
      this.grant(monthOf(event.fellDue?.at ?? event.at), event.nominal, worth);
      expect(event.credits + event.keptBack).toBeLessThanOrEqual(event.nominal);
    }
  }

  private grant(month: string, nominal: number, worth: number): void {
    const granted = (this.grantedFor.get(month) ?? 0) + nominal;
    const most = Math.max(this.worthMost.get(month) ?? 0, worth);
    expect(nominal).toBeGreaterThanOrEqual(0);
    expect(granted).toBeLessThanOrEqual(most);
    this.grantedFor.set(month, granted);
    this.worthMost.set(month, most);
  }

  /** A charge takes what it says, none of a negative bucket, and leaves covered what other holds had covered. */
  private charges(event: WalletEvent, before: Wallet | undefined, after: Wallet): void {
    if (!before) return;
    if (event.type === 'HoldPlaced') {
      expect(event.credits + event.shortfall).toBe(event.creditsPerUnit * event.quantity);
      expect(event.credits).toBeLessThanOrEqual(available(before, event.at));
    }
    if (event.type !== 'CreditsDebited' && event.type !== 'HoldCaptured') return;
    const taken = takenBy(event);
    expect(taken + event.shortfall).toBe(event.creditsPerUnit * event.quantity);
    expect(
      Math.min(event.fromGranted, event.fromPurchased, event.shortfall),
    ).toBeGreaterThanOrEqual(0);
    if (taken > 0) expect(balance(after)).toBeGreaterThanOrEqual(0);
    if (event.fromPurchased > 0) expect(after.granted).toBe(0);
    if (balance(before) >= held(before, event.at)) {
      expect(balance(after)).toBeGreaterThanOrEqual(held(after, event.at));
    }
    if (event.type === 'CreditsDebited' && event.enforced) expect(event.shortfall).toBe(0);
  }

  /** What is taken back of a debit or a payment stays within it; a hold is settled once. */
  private references(event: WalletEvent, name: string): void {
    if (event.type === 'CreditsDebited' || event.type === 'HoldCaptured') {
      this.bounds.set(name, { taken: 0, most: takenBy(event) });
    }
    if (event.type === 'CreditsToppedUp') this.bounds.set(name, { taken: 0, most: event.credits });
    if (event.type === 'DebitReversed') {
      this.take(event.debit, event.credits);
      expect(event.toGranted + event.toPurchased + event.keptBack).toBe(event.credits);
    }
    if (event.type === 'CreditsClawedBack') this.take(event.payment, event.credits);
    if (event.type === 'CreditsReinstated') this.take(event.payment, -event.credits);
    if (event.type === 'HoldCaptured' || event.type === 'HoldReleased') {
      const settled = (this.holds.get(event.holdKey) ?? 0) + 1;
      this.holds.set(event.holdKey, settled);
      expect(settled).toBe(1);
    }
  }

  /** A row counts once, and what its wallet did not have is not forgotten. */
  private adoptions(event: WalletEvent, before: Wallet | undefined): void {
    if (event.type !== 'RowsAdopted' || !before) return;
    for (const row of event.rows) {
      expect(this.adopted.has(row)).toBe(false);
      this.adopted.add(row);
    }
    expect(deltaOf(event) - (event.overdrawn - this.overdrawn)).toBe(event.sum - event.keptBack);
    expect(Math.min(event.keptBack, event.overdrawn)).toBeGreaterThanOrEqual(0);
    if (event.toPurchased > 0) expect(before.granted + event.toGranted).toBe(before.softCap);
    if (event.toPurchased < 0) expect(before.granted + event.toGranted).toBe(0);
    this.overdrawn = event.overdrawn;
  }

  private take(name: string, amount: number): void {
    const bound = this.bounds.get(name) ?? { taken: 0, most: 0 };
    bound.taken += amount;
    expect(bound.taken).toBeGreaterThanOrEqual(0);
    expect(bound.taken).toBeLessThanOrEqual(bound.most);
  }
}

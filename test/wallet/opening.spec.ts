import { describe, expect, it } from 'vitest';
import { bringUpToDate } from '../../lib/wallet/due.js';
import { instant } from '../../lib/wallet/instant.js';
import { adjust, capture, debit, hold, release, returned, reverse, toPlan, topUp } from './asks.js';
import { Book, CATALOG, catalogWith } from './book.js';

const AT = '2026-01-15T10:00:00.000Z';

describe('opening', () => {
  it('comes with the first accepted write, whichever it is, and the month’s grant after it', () => {
    for (const ask of [debit(1), hold('h', 1), topUp('cs', 1, 1), toPlan('base'), adjust(1)]) {
      const book = new Book(AT);
      book.accept(ask);
      expect(book.kinds.slice(0, 2)).toEqual(['open', 'grant']);
      expect(book.entries).toHaveLength(3);
      expect(book.wallet?.version).toBe(3);
    }
  });

  it('moves nothing itself: it puts the wallet on the default plan, at its terms', () => {
    const book = new Book(AT, catalogWith({ base: { monthlyGrant: 70, softCap: 50 } }));
    book.accept(adjust(0));
    expect(book.entries[0]?.event).toEqual({
      type: 'WalletOpened',
      at: AT,
      planId: 'base',
      monthlyGrant: 70,
      softCap: 50,
    });
    expect(book.entries[1]?.event).toMatchObject({
      months: [{ month: '2026-01', credits: 70 }],
      credits: 50,
      keptBack: 20,
    });
  });

  it('follows the default plan of the registry', () => {
    const intelligence = CATALOG.plans.get('intelligence');
    if (!intelligence) throw new Error('expected the plan');
    const book = new Book(AT, { ...CATALOG, defaultPlan: intelligence });
    book.accept(debit(1));
    expect(book.wallet).toMatchObject({ planId: 'intelligence', granted: 398 });
  });

  it('does not come with a command that finds nothing to settle', () => {
    for (const ask of [capture('h'), release('h'), reverse('d'), returned('cs', 1)]) {
      const book = new Book(AT);
      expect(book.refuse(ask).code).toMatch(/^unknown_/);
      expect(book.entries).toEqual([]);
      expect(book.wallet).toBeUndefined();
    }
  });

  it('comes once', () => {
    const book = new Book(AT);
    for (const day of [15, 16, 17]) book.accept({ ...debit(1), at: `2026-01-${day}T00:00:00Z` });
    expect(book.kinds).toEqual(['open', 'grant', 'debit', 'debit', 'debit']);
  });

  it('is shown by a read of a wallet that nobody wrote to, with the grant of that month', () => {
    const { wallet, events } = bringUpToDate(undefined, CATALOG, instant(AT));
    expect(events.map(({ type }) => type)).toEqual(['WalletOpened', 'CreditsGranted']);
    expect(wallet).toEqual({
      version: 2,
      planId: 'base',
      monthlyGrant: 100,
      softCap: 300,
      granted: 100,
      purchased: 0,
      grantedMonth: '2026-01',
      grantedForMonth: 100,
      holds: [],
      updatedAt: AT,
    });
  });
});

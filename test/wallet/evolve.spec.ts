import { describe, expect, it } from 'vitest';
import { credits } from '../../lib/wallet/credits.js';
import type { HoldPlaced, WalletEvent } from '../../lib/wallet/event.js';
import { evolve, fold } from '../../lib/wallet/evolve.js';
import { idempotencyKey } from '../../lib/wallet/ids.js';
import { instant, secondsAfter } from '../../lib/wallet/instant.js';
import { available, balance, held } from '../../lib/wallet/wallet.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  follow,
  hold,
  older,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from './asks.js';
import { openBook } from './book.js';

const keysOf = (book: ReturnType<typeof openBook>) => book.wallet?.holds.map(({ key }) => key);

describe('evolve', () => {
  it('numbers the entries and keeps the time of the last', () => {
    const book = openBook();
    book.accept({ ...debit(1), at: '2026-01-02T03:04:05.678Z' });
    expect(book.entries).toHaveLength(5);
    expect(book.wallet).toMatchObject({ version: 5, updatedAt: '2026-01-02T03:04:05.678Z' });
  });

  it('throws on an event of a wallet that was never opened, which is a broken ledger', () => {
    const event: WalletEvent = {
      type: 'BalanceAdjusted',
      at: instant('2026-01-01T00:00:00Z'),
      credits: credits(1),
      reason: 'r',
    };
    expect(() => evolve(undefined, event)).toThrow('BalanceAdjusted on a wallet that was never');
    expect(fold([])).toBeUndefined();
  });

  it('throws on an event that it does not know, rather than pass over it', () => {
    const unknown = { type: 'CreditsTeleported', at: instant('2026-01-01T00:00:00Z') } as never;
    expect(() => evolve(openBook().wallet, unknown)).toThrow('unhandled');
  });

  it('changes no wallet that it was given', () => {
    const book = openBook();
    book.accept(hold('h', 1));
    const before = book.wallet;
    const copy = structuredClone(before);
    book.accept(capture('h'));
    book.accept(toPlan('intelligence'));
    expect(before).toEqual(copy);
  });
});

describe('fold', () => {
  it('gives the same wallet from the entries as step by step, for every kind of entry', () => {
    const book = openBook({ purchased: 100 });
    book.accept({ ...debit(60), key: 'd' });
    book.accept(reverse('d', 50));
    book.accept(hold('a', 5));
    book.accept(hold('b', 5));
    book.accept(hold('c', 5));
    book.accept(capture('a'));
    book.accept(release('b'));
    book.accept(topUp('cs', 10, 10));
    book.accept(returned('cs', 9));
    book.accept(returned('cs', 1));
    book.accept(adjust(-1));
    book.accept(
      adopt(older(1, 500, { grantedFor: '2026-01' }), older(2, 90, { grantedFor: '2026-02' })),
    );
    book.accept(adopt(older(3, -900)));
    book.accept(toPlan('intelligence'));
    book.accept(follow({ next: ['base', '2026-02-01T00:00:00Z'] }));
    book.catalog = { ...book.catalog, plans: new Map() };
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    const events = book.entries.map(({ event }) => event);
    expect(fold(events)).toEqual(book.wallet);
    expect(fold(events.slice(7), fold(events.slice(0, 7)))).toEqual(book.wallet);
  });
});

describe('an expired hold', () => {
  const dayOf = '2026-01-08T00:15:00.000Z'; // seven days after it expired

  it('is forgotten seven days later, with whatever entry comes then', () => {
    for (const ask of [debit(1), hold('next', 1), toPlan('base'), capture('other')]) {
      const book = openBook();
      book.accept(hold('h', 1));
      book.accept(hold('other', 1, 24 * 3600));
      book.accept({ ...ask, at: '2026-01-08T00:14:59.999Z' });
      expect(keysOf(book)).toContain('h');
      book.accept({ ...debit(1), at: dayOf });
      expect(keysOf(book)).not.toContain('h');
    }
  });

  it('is forgotten with the entry that settles or places another', () => {
    for (const ask of [hold('next', 1), capture('other'), release('other')]) {
      const book = openBook();
      book.accept(hold('h', 1));
      book.accept(hold('other', 1, 24 * 3600));
      book.accept({ ...ask, at: dayOf });
      expect(keysOf(book)).toEqual(ask.type === 'PlaceHold' ? ['other', 'next'] : []);
    }
  });
});

describe('the holds of a wallet', () => {
  it('are a thousand at most, also where a ledger holds more; what expires first goes', () => {
    const at = instant('2026-01-01T00:00:00Z');
    const one = openBook().accept(hold('h', 1));
    if (one.type !== 'HoldPlaced') throw new Error('expected a hold');
    const placed = (n: number): HoldPlaced => ({
      ...one,
      key: idempotencyKey(`h${n}`),
      expiresAt: secondsAfter(at, n === 500 ? 60 : 900),
    });
    const events = Array.from({ length: 1001 }, (_, n) => placed(n));
    const full = fold(events.slice(0, 1000), openBook().wallet);
    expect(full?.holds).toHaveLength(1000);
    const over = fold(events.slice(1000), full);
    expect(over?.holds).toHaveLength(1000);
    expect(over?.holds.map(({ key }) => key)).not.toContain('h500');
    expect(over?.holds.at(-1)?.key).toBe('h1000');
  });
});

describe('balance, held and available', () => {
  it('are never negative together: a balance below what is held leaves nothing available', () => {
    const book = openBook({ purchased: 100 });
    book.accept(hold('h', 100));
    book.accept(returned('cs_funding', 1000));
    const { wallet } = book;
    if (!wallet) throw new Error('expected an open wallet');
    expect([balance(wallet), held(wallet, book.now), available(wallet, book.now)]).toEqual([
      100, 200, 0,
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../lib/wallet/catalog.js';
import { bringUpToDate } from '../../lib/wallet/due.js';
import { fold } from '../../lib/wallet/evolve.js';
import { instant } from '../../lib/wallet/instant.js';
import { debit, hold, toPlan } from './asks.js';
import { admin, type Book, catalogWith, openBook } from './book.js';

const baseOf = (monthlyGrant: number, softCap: number, version = 2) =>
  catalogWith({ version, base: { monthlyGrant, softCap } });

const lastGrant = (book: Book) =>
  book.entries.findLast(({ event }) => event.type === 'CreditsGranted')?.event;

describe('monthly grant', () => {
  it('comes with the first write of a new month, before that write', () => {
    const book = openBook();
    book.accept({ ...debit(50), at: '2026-01-31T23:59:59.999Z' });
    expect(book.kinds.at(-2)).not.toBe('grant');
    expect(book.buckets).toEqual([0, 0, 0]);
    book.accept({ ...debit(50), at: '2026-02-01T00:00:00.000Z' });
    expect(book.kinds.slice(-2)).toEqual(['grant', 'debit']);
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('says which month it is for, what that is worth, and what the cap kept back', () => {
    const book = openBook();
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(lastGrant(book)).toEqual({
      type: 'CreditsGranted',
      at: '2026-02-01T00:00:00.000Z',
      months: [{ month: '2026-02', credits: 100 }],
      monthlyGrant: 100,
      softCap: 300,
      credits: 100,
      keptBack: 0,
    });
  });

  it('comes once a month, however often the wallet is written', () => {
    const book = openBook();
    for (const day of ['01', '02', '15', '28']) {
      book.accept({ ...debit(1), at: `2026-02-${day}T00:00:00Z` });
    }
    expect(book.kinds.filter((kind) => kind === 'grant')).toHaveLength(2);
    expect(book.buckets).toEqual([192, 0, 192]);
  });

  it('is for the month that the wallet opened in, also on its last millisecond', () => {
    const book = openBook();
    const late = bringUpToDate(undefined, book.catalog, instant('2026-01-31T23:59:59.999Z'));
    expect(late.wallet).toMatchObject({ grantedMonth: '2026-01', granted: 100 });
    const next = bringUpToDate(late.wallet, book.catalog, instant('2026-02-01T00:00:00Z'));
    expect(next.wallet).toMatchObject({ grantedMonth: '2026-02', granted: 200 });
  });

  it('fills to the cap and not one credit further', () => {
    const book = openBook({ catalog: baseOf(100, 199) });
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(lastGrant(book)).toMatchObject({ credits: 99, keptBack: 1 });
    expect(book.buckets).toEqual([197, 0, 197]);
  });

  it('does not count purchased credits against the cap', () => {
    const book = openBook({ purchased: 1000 });
    book.accept({ ...debit(1), at: '2026-03-01T00:00:00Z' });
    expect(lastGrant(book)).toMatchObject({ credits: 200, keptBack: 0 });
    expect(book.buckets).toEqual([298, 1000, 1298]);
  });

  it('is not lost with a refused command: the next accepted one brings it', () => {
    const book = openBook();
    expect(book.refuse({ ...debit(101), at: '2026-02-01T00:00:00Z' })).toMatchObject({
      required: 202,
      available: 200,
    });
    expect(book.buckets).toEqual([100, 0, 100]);
    book.accept(debit(100));
    expect(book.buckets).toEqual([0, 0, 0]);
  });
});

describe('after months without a write', () => {
  it('grants all that are due in one entry, each for its own month', () => {
    const book = openBook();
    book.accept({ ...debit(50), at: '2026-01-31T00:00:00Z' });
    book.accept({ ...debit(1), at: '2026-03-31T00:00:00Z' });
    expect(lastGrant(book)).toMatchObject({
      months: [
        { month: '2026-02', credits: 100 },
        { month: '2026-03', credits: 100 },
      ],
      credits: 200,
      keptBack: 0,
    });
    expect(book.wallet).toMatchObject({ grantedMonth: '2026-03', grantedForMonth: 100 });
  });

  it('grants at most the cap, also after two idle years', () => {
    const book = openBook();
    book.accept({ ...debit(25), at: '2026-01-31T00:00:00Z' });
    book.accept({ ...debit(1), at: '2028-01-01T00:00:00Z' });
    const grant = lastGrant(book);
    expect(grant).toMatchObject({ credits: 250, keptBack: 2150 });
    expect(grant?.type === 'CreditsGranted' && grant.months.map(({ month }) => month)).toEqual([
      ...['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) => `2026-${m}`),
      ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map(
        (m) => `2027-${m}`,
      ),
      '2028-01',
    ]);
    expect(book.buckets).toEqual([298, 0, 298]);
  });

  it('crosses a leap day like any other', () => {
    const book = openBook();
    book.accept({ ...debit(100), enforce: false, at: '2028-02-28T23:59:59.999Z' });
    const grants = book.kinds.filter((kind) => kind === 'grant').length;
    book.accept({ ...debit(1), at: '2028-02-29T23:59:59.999Z' });
    expect(book.kinds.filter((kind) => kind === 'grant')).toHaveLength(grants);
    book.accept({ ...debit(1), at: '2028-03-01T00:00:00.000Z' });
    expect(lastGrant(book)).toMatchObject({ months: [{ month: '2028-03' }] });
  });
});

describe('a registry with new terms', () => {
  /** A wallet with 300 granted credits, its next grant due under `catalog`. */
  const next = (catalog: Catalog) => {
    const book = openBook();
    book.accept({ ...hold('h', 1), at: '2026-03-01T00:00:00Z' });
    book.catalog = catalog;
    book.accept({ ...hold('h2', 1), at: '2026-04-01T00:00:00Z' });
    return book;
  };

  it('changes nothing before the next grant', () => {
    const book = openBook();
    book.catalog = baseOf(500, 900);
    book.accept({ ...hold('h', 1), at: '2026-01-31T23:59:59.999Z' });
    expect(book.wallet).toMatchObject({ monthlyGrant: 100, softCap: 300, granted: 100 });
  });

  it('is read with the grant, for every month that is due', () => {
    const book = next(baseOf(150, 500));
    expect(lastGrant(book)).toMatchObject({ monthlyGrant: 150, softCap: 500, credits: 150 });
    expect(book.wallet).toMatchObject({ monthlyGrant: 150, softCap: 500, granted: 450 });
  });

  it('trims to a cap that was lowered, as an entry of its own before the grant', () => {
    const book = next(baseOf(100, 299));
    expect(book.kinds.slice(-3)).toEqual(['trim', 'grant', 'hold']);
    expect(book.entries.at(-3)?.event).toEqual({
      type: 'GrantTrimmed',
      at: '2026-04-01T00:00:00.000Z',
      month: '2026-04',
      softCap: 299,
      credits: 1,
    });
    expect(lastGrant(book)).toMatchObject({ credits: 0, keptBack: 100 });
    expect(book.buckets).toEqual([299, 0, 299]);
    const untilTrim = fold(book.entries.slice(0, -2).map(({ event }) => event));
    expect(untilTrim).toMatchObject({ granted: 299, softCap: 299, grantedMonth: '2026-03' });
  });

  it('trims nothing where the lower cap still holds what is granted', () => {
    const book = next(baseOf(100, 300));
    expect(book.kinds).not.toContain('trim');
    expect(book.buckets).toEqual([300, 0, 300]);
  });

  it('names the last of the months that are due in the trim', () => {
    const book = openBook();
    book.catalog = baseOf(10, 20);
    book.accept({ ...hold('h', 1), at: '2026-03-01T00:00:00Z' });
    expect(book.entries.at(-3)?.event).toMatchObject({ month: '2026-03', credits: 80 });
  });

  it('leaves a wallet whose plan is gone from it with the terms that the wallet knows', () => {
    const book = openBook();
    book.accept(toPlan('intelligence'));
    const without = catalogWith({ version: 2 });
    const plans = [...without.plans].filter(([id]) => id !== 'intelligence');
    book.catalog = { ...without, plans: new Map(plans) };
    book.accept({ ...hold('h', 1), at: '2026-02-01T00:00:00Z' });
    expect(lastGrant(book)).toMatchObject({ monthlyGrant: 400, softCap: 1200, credits: 400 });
    expect(book.wallet).toMatchObject({ planId: 'intelligence', granted: 800 });
    expect(book.refuse({ ...toPlan('intelligence'), actor: admin }).code).toBe('unknown_plan');
  });
});

describe('a read', () => {
  it('shows the grants that are due, and writes nothing', () => {
    const book = openBook();
    const before = book.wallet;
    const { wallet, events } = bringUpToDate(before, book.catalog, instant('2026-03-01T00:00:00Z'));
    expect(wallet).toMatchObject({ granted: 300, grantedMonth: '2026-03' });
    expect(events.map(({ type }) => type)).toEqual(['CreditsGranted']);
    expect(book.wallet).toBe(before);
    expect(before?.granted).toBe(100);
  });

  it('shows the wallet itself while nothing is due', () => {
    const book = openBook();
    for (const at of ['2026-01-31T23:59:59.999Z', '2025-12-31T23:59:59.999Z']) {
      const shown = bringUpToDate(book.wallet, book.catalog, instant(at));
      expect(shown.events).toEqual([]);
      expect(shown.wallet).toBe(book.wallet);
    }
  });

  it('shows what the write after it will find', () => {
    const book = openBook();
    book.catalog = baseOf(10, 20);
    const { events } = bringUpToDate(book.wallet, book.catalog, instant('2026-05-01T00:00:00Z'));
    book.accept({ ...hold('h', 1), at: '2026-05-01T00:00:00Z' });
    expect(book.entries.slice(-3, -1).map(({ event }) => event)).toEqual(events);
  });
});

import { describe, expect, it } from 'vitest';
import { debit, follow, followNone, toPlan } from './asks.js';
import { admin, Book, catalogWith, openBook } from './book.js';
import { grants, overdue, PRICE, PRICED, shown, subscribed } from './subscribed.js';

const pastDue = { pastDueSince: '2026-02-01T00:00:00Z', graceDays: 14 };
const noCredits = { trimmed: 0, nominal: 0, credits: 0, keptBack: 0 };

describe('a subscription that is new', () => {
  it('moves the wallet to its plan, with the part of the month that is left', () => {
    const book = openBook({ catalog: PRICED });
    expect(book.accept({ ...follow(), at: '2026-01-16T12:00:00Z' })).toEqual({
      type: 'PlanChanged',
      at: '2026-01-16T12:00:00.000Z',
      from: 'base',
      to: 'professional',
      monthlyGrant: 1000,
      softCap: 3000,
      trimmed: 0,
      nominal: 900,
      credits: 450,
      keptBack: 0,
      subscription: { id: 'sub_1', planId: 'professional' },
    });
    expect(book.wallet?.subscription).toEqual({ id: 'sub_1', planId: 'professional' });
    expect(book.buckets).toEqual([550, 0, 550]);
  });

  it('opens the wallet first', () => {
    const book = new Book('2026-01-01T00:00:00Z', PRICED);
    book.accept(follow());
    expect(book.kinds).toEqual(['open', 'grant', 'plan']);
    expect(book.buckets).toEqual([1000, 0, 1000]);
  });

  it('takes a plan over that an operator had assigned, without credits', () => {
    const book = openBook({ catalog: PRICED });
    book.accept({ ...toPlan('professional'), actor: admin });
    expect(book.accept(follow())).toMatchObject({ from: 'professional', ...noCredits });
  });

  it('is none as long as it was never paid for', () => {
    const book = openBook({ catalog: PRICED });
    expect(book.decide(follow({ pastDueSince: '2026-01-01T00:00:00Z' })).outcome).toBe('unchanged');
    expect(book.wallet?.subscription).toBeUndefined();
    expect(book.accept({ ...follow(), at: '2026-01-16T12:00:00Z' })).toMatchObject({
      credits: 450,
    });
  });

  it('is refused with a plan that the registry does not have, now or next', () => {
    const book = new Book('2026-01-01T00:00:00Z', PRICED);
    const gold = { code: 'unknown_plan', planId: 'gold' };
    expect(book.refuse(follow({ plan: 'gold' }))).toEqual(gold);
    expect(book.refuse(follow({ next: ['gold', '2026-02-01T00:00:00Z'] }))).toEqual(gold);
    expect(book.entries).toEqual([]);
  });
});

describe('the same news again', () => {
  it('is unchanged, and writes nothing that was due either', () => {
    const book = subscribed();
    const count = book.entries.length;
    expect(book.decide({ ...follow(), at: '2026-03-01T00:00:00Z' }).outcome).toBe('unchanged');
    expect(book.entries).toHaveLength(count);
  });

  it('of no subscription is unchanged, and opens nothing', () => {
    const book = new Book('2026-01-01T00:00:00Z', PRICED);
    expect(book.decide(followNone()).outcome).toBe('unchanged');
    expect(book.entries).toEqual([]);
  });

  it('does not undo what an operator assigned', () => {
    const book = subscribed();
    book.accept({ ...toPlan('base'), actor: admin });
    expect(book.decide(follow()).outcome).toBe('unchanged');
    expect(book.wallet).toMatchObject({ planId: 'base', subscription: { id: 'sub_1' } });
  });
});

describe('what changes no plan is an entry without credits', () => {
  it.each([
    ['a downgrade that is scheduled', { next: ['intelligence', '2026-02-01T00:00:00Z'] }],
    ['a payment that is missing', { pastDueSince: '2026-01-10T00:00:00Z', graceDays: 14 }],
  ] as const)('%s, and that it is no more', (_, terms) => {
    const book = subscribed();
    const same = { from: 'professional', to: 'professional', ...noCredits };
    expect(book.accept({ ...follow(terms), at: '2026-01-10T00:00:00Z' })).toMatchObject(same);
    expect(book.accept(follow())).toMatchObject({
      ...same,
      subscription: { id: 'sub_1', planId: 'professional' },
    });
    expect(book.buckets).toEqual([1000, 0, 1000]);
  });

  it('is news also where only its time is another', () => {
    const book = subscribed();
    book.accept(follow({ next: ['base', '2026-02-01T00:00:00Z'] }));
    const later = book.accept(follow({ next: ['base', '2026-03-01T00:00:00Z'] }));
    expect(later).toMatchObject({ subscription: { next: { at: '2026-03-01T00:00:00.000Z' } } });
    book.accept(follow({ pastDueSince: '2026-01-01T00:00:00Z', graceDays: 14 }));
    const longer = book.accept(follow({ pastDueSince: '2026-01-01T00:00:00Z', graceDays: 30 }));
    expect(longer).toMatchObject({ subscription: { fallsBackAt: '2026-01-31T00:00:00.000Z' } });
  });

  it('leaves a wallet where an operator put it', () => {
    const book = subscribed();
    book.accept({ ...toPlan('intelligence'), actor: admin });
    book.accept(follow({ next: ['base', '2026-04-01T00:00:00Z'] }));
    book.accept({ ...follow(pastDue), at: '2026-02-01T00:00:00Z' });
    expect(shown(book, '2026-03-01T00:00:00Z')).toEqual(['intelligence', 1200]);
  });

  it('falls back at once where the grace is over, and the default plan grants what it is worth more by now', () => {
    const book = subscribed();
    book.accept({ ...debit(400), at: '2026-01-20T00:00:00Z' });
    const raised = { version: 2, base: { monthlyGrant: 1036, softCap: 3108 } };
    book.catalog = catalogWith({ ...raised, proPrice: PRICE, intelligencePrice: PRICE });
    const late = follow({ pastDueSince: '2026-01-01T00:00:00Z', graceDays: 14 });
    expect(book.accept({ ...late, at: '2026-01-20T00:00:00Z' })).toMatchObject({
      from: 'professional',
      to: 'base',
      trimmed: 0,
      nominal: 36,
      credits: 36,
      subscription: { fellBackAt: '2026-01-15T00:00:00.000Z' },
    });
  });

  it('keeps the first time that a payment was missing, whichever comes later', () => {
    for (const [first, second] of [
      ['2026-01-10', '2026-01-12'],
      ['2026-01-12', '2026-01-10'],
    ] as const) {
      const book = subscribed();
      const since = (day: string) => follow({ pastDueSince: `${day}T00:00:00Z`, graceDays: 14 });
      book.accept({ ...since(first), at: '2026-01-12T00:00:00Z' });
      book.decide(since(second));
      expect(book.wallet?.subscription).toMatchObject({
        pastDueSince: '2026-01-10T00:00:00.000Z',
        fallsBackAt: '2026-01-24T00:00:00.000Z',
      });
    }
  });
});

describe('another plan of the same subscription', () => {
  const basic = () => subscribed({ plan: 'intelligence' });

  it('upgrades at once by the part of the month that is left', () => {
    const book = basic();
    expect(book.buckets).toEqual([400, 0, 400]);
    const event = book.accept({ ...follow(), at: '2026-01-16T12:00:00Z' });
    expect(event).toMatchObject({ from: 'intelligence', nominal: 600, credits: 300 });
  });

  it('moves a wallet also from what an operator assigned', () => {
    const book = basic();
    book.accept({ ...toPlan('base'), actor: admin });
    expect(book.accept(follow())).toMatchObject({ from: 'base', to: 'professional' });
  });

  it('is not taken up before it is paid for', () => {
    const book = basic();
    const unpaid = { pastDueSince: '2026-01-16T12:00:00Z' };
    expect(book.accept({ ...follow(unpaid), at: '2026-01-16T12:00:00Z' })).toMatchObject({
      to: 'intelligence',
      ...noCredits,
      subscription: { planId: 'intelligence' },
    });
    expect(book.accept(follow())).toMatchObject({ to: 'professional', credits: 300 });
  });
});

describe('a subscription that ended', () => {
  it('leaves the default plan, trimmed to its cap', () => {
    const book = subscribed();
    expect(book.accept(followNone())).toMatchObject({
      from: 'professional',
      to: 'base',
      trimmed: 700,
      nominal: 0,
      subscription: null,
    });
    expect(book.wallet).not.toHaveProperty('subscription');
    expect(book.decide(followNone()).outcome).toBe('unchanged');
  });

  it('brings no month that was owed when it ended, but what the default plan grants for it', () => {
    const book = overdue();
    book.accept(debit(500));
    book.accept({ ...followNone(), at: '2026-02-10T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100']);
    expect(shown(book, '2026-02-10T00:00:00Z')).toEqual(['base', 100]);
  });

  it('leaves the plan that was to be next, if that has no price', () => {
    const free = openBook({ catalog: catalogWith({ proPrice: PRICE }) });
    for (const [book, left] of [
      [free, 'intelligence'],
      [openBook({ catalog: PRICED }), 'base'],
    ] as const) {
      book.accept(follow({ next: ['intelligence', '2026-02-01T00:00:00Z'] }));
      expect(book.accept(followNone())).toMatchObject({ to: left, subscription: null });
    }
  });

  it('leaves a wallet alone that an operator put elsewhere', () => {
    const book = subscribed();
    book.accept({ ...toPlan('intelligence'), actor: admin });
    expect(book.accept(followNone())).toMatchObject({ to: 'intelligence', ...noCredits });
  });

  it('makes room for another, which grants nothing twice in a month', () => {
    const book = subscribed();
    book.accept(debit(500));
    book.accept(followNone());
    const again = { ...follow({ id: 'sub_2' }), at: '2026-01-16T12:00:00Z' };
    expect(book.accept(again)).toMatchObject({ to: 'professional', ...noCredits });
    book.accept(follow({ id: 'sub_2', ...pastDue, pastDueSince: '2026-01-16T12:00:00Z' }));
    expect(book.wallet?.subscription).toMatchObject({ id: 'sub_2' });
  });

  it('makes room for another of the same plan, also where an operator put the wallet elsewhere', () => {
    const book = subscribed();
    book.accept({ ...toPlan('base'), actor: admin });
    expect(book.accept(follow({ id: 'sub_2' }))).toMatchObject({ to: 'professional' });
  });

  it('is told by one that was never paid for, which leaves the default plan', () => {
    const book = subscribed();
    const other = { id: 'sub_2', next: ['intelligence', '2026-03-01T00:00:00Z'] } as const;
    book.catalog = catalogWith({ proPrice: PRICE });
    const event = book.accept(follow({ ...other, pastDueSince: '2026-01-01T00:00:00Z' }));
    expect(event).toMatchObject({ to: 'base', subscription: null });
  });

  it('is told by one that follows it as well', () => {
    const book = subscribed({ plan: 'intelligence' });
    const event = book.accept({ ...follow({ id: 'sub_2' }), at: '2026-01-16T12:00:00Z' });
    expect(event).toMatchObject({ nominal: 600, credits: 300, subscription: { id: 'sub_2' } });
  });

  it('is also one whose next plan, without a price, had its time before anybody told of it', () => {
    const book = subscribed();
    book.catalog = catalogWith({ proPrice: PRICE });
    const over = follow({ next: ['intelligence', '2026-02-01T00:00:00Z'] });
    expect(book.accept({ ...over, at: '2026-02-01T00:00:00Z' })).toMatchObject({
      to: 'intelligence',
      subscription: null,
    });
    expect(book.decide(over).outcome).toBe('unchanged');
  });
});

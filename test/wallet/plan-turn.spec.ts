import { describe, expect, it } from 'vitest';
import { debit, follow, followNone, hold, toPlan } from './asks.js';
import { admin } from './book.js';
import { grants, overdue, PRICED, shown, subscribed, unpaid } from './subscribed.js';

describe('the end of the grace', () => {
  it('brings the default plan, and its grants for the months that waited', () => {
    const book = overdue();
    expect(shown(book, '2026-02-14T23:59:59.999Z')).toEqual(['professional', 1000]);
    expect(shown(book, '2026-02-15T00:00:00.000Z')).toEqual(['base', 300]);
    book.accept(debit(400));
    book.accept({ ...debit(1), at: '2026-03-20T00:00:00Z' });
    expect(book.kinds.slice(-3)).toEqual(['plan', 'grant', 'debit']);
    expect(book.entries.at(-3)?.event).toEqual({
      type: 'PlanChanged',
      at: '2026-03-20T00:00:00.000Z',
      from: 'professional',
      to: 'base',
      monthlyGrant: 100,
      softCap: 300,
      trimmed: 0,
      nominal: 0,
      credits: 0,
      keptBack: 0,
      subscription: {
        id: 'sub_1',
        planId: 'professional',
        pastDueSince: '2026-02-01T00:00:00.000Z',
        fellBackAt: '2026-02-15T00:00:00.000Z',
      },
      fellDue: { why: 'unpaid', at: '2026-02-15T00:00:00.000Z' },
    });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02,2026-03: 100']);
    expect(book.buckets).toEqual([298, 0, 298]);
  });

  it('grants nothing more for a month that was granted already', () => {
    const book = subscribed();
    book.accept({
      ...follow({ ...unpaid, pastDueSince: '2026-01-10T00:00:00Z' }),
      at: '2026-01-10T00:00:00Z',
    });
    expect(shown(book, '2026-01-24T00:00:00Z')).toEqual(['base', 300]);
    expect(shown(book, '2026-02-01T00:00:00Z')).toEqual(['base', 300]);
    book.accept({ ...debit(500), at: '2026-01-11T00:00:00Z' });
    expect(shown(book, '2026-01-24T00:00:00Z')).toEqual(['base', 0]);
    expect(shown(book, '2026-02-01T00:00:00Z')).toEqual(['base', 100]);
  });

  it('never comes without a grace, and at once where it was over before anybody told of it', () => {
    expect(shown(overdue({ pastDueSince: unpaid.pastDueSince }), '2027-01-01T00:00:00Z')).toEqual([
      'professional',
      1000,
    ]);
    const book = subscribed();
    expect(book.accept({ ...follow(unpaid), at: '2026-02-15T00:00:00Z' })).toMatchObject({
      to: 'base',
      trimmed: 700,
      subscription: { fellBackAt: '2026-02-15T00:00:00.000Z' },
    });
    expect(grants(book)).toEqual(['2026-01: 100']);
    expect(shown(book, '2026-02-15T00:00:00Z')).toEqual(['base', 300]);
    const elsewhere = subscribed();
    elsewhere.accept({ ...toPlan('intelligence'), actor: admin });
    elsewhere.accept({ ...follow(unpaid), at: '2026-02-15T00:00:00Z' });
    expect(elsewhere.wallet?.planId).toBe('intelligence');
  });

  it('comes once: what an operator assigns after it stays, and is granted', () => {
    const book = overdue();
    book.accept({ ...toPlan('professional'), actor: admin, at: '2026-02-20T00:00:00Z' });
    expect(book.decide({ ...follow(unpaid), at: '2026-02-21T00:00:00Z' }).outcome).toBe(
      'unchanged',
    );
    expect(shown(book, '2026-03-01T00:00:00Z')).toEqual(['professional', 1590]);
    book.accept(follow({ ...unpaid, next: ['base', '2026-04-01T00:00:00Z'] }));
    expect(book.wallet?.planId).toBe('professional');
  });

  it('is noted also for a wallet that an operator had put elsewhere', () => {
    const book = overdue();
    book.accept({ ...toPlan('intelligence'), actor: admin });
    book.accept({ ...hold('h', 1), at: '2026-02-15T00:00:00Z' });
    expect(book.kinds.slice(-3)).toEqual(['grant', 'plan', 'hold']);
    expect(book.entries.at(-2)?.event).toMatchObject({ from: 'intelligence', to: 'intelligence' });
    expect(book.wallet?.subscription).not.toHaveProperty('fallsBackAt');
  });
});

describe('a payment after the grace', () => {
  it('brings the plan back, with the whole difference to what the month has brought', () => {
    const book = overdue();
    const event = book.accept({ ...follow(), at: '2026-02-20T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02: 0']);
    expect(event).toMatchObject({ from: 'base', nominal: 900, credits: 900 });
    expect(event).toMatchObject({ subscription: { id: 'sub_1', planId: 'professional' } });
    expect(book.buckets).toEqual([1200, 0, 1200]);
  });

  it('for another plan, or by another subscription, brings the part of the month that is left', () => {
    for (const terms of [{ plan: 'intelligence' }, { id: 'sub_2' }]) {
      const event = overdue().accept({ ...follow(terms), at: '2026-02-15T00:00:00Z' });
      const nominal = 'plan' in terms ? 300 : 900;
      expect(event).toMatchObject({ nominal, credits: nominal / 2 });
    }
  });

  it('that failed again changes only what is known', () => {
    const book = overdue();
    const later = follow({ ...unpaid, next: ['base', '2026-04-01T00:00:00Z'] });
    const longer = { ...follow({ ...unpaid, graceDays: 90 }), at: '2026-02-20T00:00:00Z' };
    expect(book.decide(longer).outcome).toBe('unchanged');
    expect(book.accept({ ...later, at: '2026-02-20T00:00:00Z' })).toMatchObject({
      from: 'base',
      to: 'base',
      subscription: { fellBackAt: '2026-02-15T00:00:00.000Z', next: { planId: 'base' } },
    });
  });

  it('may be followed by the end: the wallet is on the default plan already', () => {
    const book = overdue();
    const event = book.accept({ ...followNone(), at: '2026-02-20T00:00:00Z' });
    expect(event).toMatchObject({ from: 'base', to: 'base', subscription: null });
  });
});

describe('the plan that is next', () => {
  const ending = (plan: string, at = '2026-03-01T00:00:00Z') => subscribed({ next: [plan, at] });

  it('takes over on time: months before it are of the old plan, those from then on of the new one', () => {
    const book = ending('intelligence');
    expect(shown(book, '2026-02-28T23:59:59.999Z')).toEqual(['professional', 2000]);
    expect(shown(book, '2026-03-01T00:00:00.000Z')).toEqual(['intelligence', 1200]);
    book.accept({ ...debit(1), at: '2026-04-10T00:00:00Z' });
    expect(book.kinds.slice(-4)).toEqual(['grant', 'plan', 'grant', 'debit']);
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02: 1000', '2026-03,2026-04: 0']);
    expect(book.entries.at(-3)?.event).toMatchObject({
      from: 'professional',
      to: 'intelligence',
      trimmed: 800,
      nominal: 0,
      subscription: { id: 'sub_1', planId: 'intelligence' },
      fellDue: { why: 'next', at: '2026-03-01T00:00:00.000Z' },
    });
    expect(book.decide(follow({ plan: 'intelligence' })).outcome).toBe('unchanged');
  });

  it('in the middle of a month leaves that month to the old plan', () => {
    const book = ending('intelligence', '2026-02-15T00:00:00Z');
    book.accept({ ...hold('h', 1), at: '2026-03-01T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02: 1000', '2026-03: 0']);
  });

  it('ends the subscription where it has no price, so that its end is no news', () => {
    const book = ending('base');
    expect(shown(book, '2026-03-01T00:00:00Z')).toEqual(['base', 300]);
    expect(book.decide({ ...followNone(), at: '2026-03-02T00:00:00Z' }).outcome).toBe('unchanged');
    book.accept(debit(1));
    expect(book.wallet).not.toHaveProperty('subscription');
  });

  it('grants its rest of the month where it is worth more', () => {
    const book = subscribed({
      plan: 'intelligence',
      next: ['professional', '2026-01-16T12:00:00Z'],
    });
    expect(shown(book, '2026-01-31T00:00:00Z')).toEqual(['professional', 700]);
  });

  it('is the default plan where the registry has dropped it', () => {
    const book = ending('intelligence');
    const plans = [...PRICED.plans].filter(([id]) => id !== 'intelligence');
    book.catalog = { ...PRICED, plans: new Map(plans) };
    expect(shown(book, '2026-03-01T00:00:00Z')[0]).toBe('base');
  });

  it('comes in its order with the end of the grace, and where both come at once', () => {
    for (const [at, days, plans] of [
      ['2026-02-10T00:00:00Z', 14, ['intelligence', 'base']],
      ['2026-02-15T00:00:00Z', 14, ['intelligence', 'base']],
      ['2026-02-20T00:00:00Z', 14, ['base', 'base']],
    ] as const) {
      const book = overdue({ ...unpaid, graceDays: days, next: ['intelligence', at] });
      book.accept({ ...hold('h', 1), at: '2026-03-01T00:00:00Z' });
      const changes = book.entries.flatMap(({ event }) =>
        event.type === 'PlanChanged' && event.fellDue ? [event.to] : [],
      );
      expect(changes).toEqual(plans);
      expect(book.wallet).toMatchObject({
        planId: 'base',
        subscription: { planId: 'intelligence', fellBackAt: '2026-02-15T00:00:00.000Z' },
      });
    }
  });

  it('leaves the months that nobody paid for to the plan after', () => {
    const book = overdue({ ...unpaid, graceDays: 90, next: ['base', '2026-03-01T00:00:00Z'] });
    book.accept({ ...debit(1), at: '2026-03-01T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02,2026-03: 0']);
    expect(book.wallet).toMatchObject({ planId: 'base', granted: 298 });
  });
});

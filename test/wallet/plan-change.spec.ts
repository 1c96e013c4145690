import { describe, expect, it } from 'vitest';
import { adopt, debit, hold, older, toPlan } from './asks.js';
import { admin, Book, catalogWith, openBook, service } from './book.js';

const PRICE = { amountMinor: 9900, currency: 'eur' };
const priced = () => openBook({ catalog: catalogWith({ proPrice: PRICE }) });
const toPro = { ...toPlan('professional'), actor: service };

describe('upgrade', () => {
  it('grants what the new plan brings more than this month already brought', () => {
    const book = openBook();
    expect(book.accept(toPlan('intelligence'))).toEqual({
      type: 'PlanChanged',
      at: '2026-01-01T00:00:00.000Z',
      from: 'base',
      to: 'intelligence',
      monthlyGrant: 400,
      softCap: 1200,
      trimmed: 0,
      nominal: 300,
      credits: 300,
      keptBack: 0,
    });
    expect(book.buckets).toEqual([400, 0, 400]);
  });

  it('counts what was granted, not what is left of it', () => {
    const book = openBook();
    book.accept(debit(50));
    expect(book.accept(toPlan('intelligence'))).toMatchObject({ credits: 300 });
    expect(book.buckets).toEqual([300, 0, 300]);
  });

  it('grants under the new cap', () => {
    const plan = (monthlyGrant: number, softCap: number) => ({ base: { monthlyGrant, softCap } });
    const book = openBook({ catalog: catalogWith(plan(100, 2000)) });
    book.accept({ ...debit(1), at: '2026-10-01T00:00:00Z' });
    expect(book.buckets).toEqual([998, 0, 998]);
    expect(book.accept(toPlan('intelligence'))).toMatchObject({
      trimmed: 0,
      nominal: 300,
      credits: 202,
      keptBack: 98,
    });
    expect(book.buckets).toEqual([1200, 0, 1200]);
  });

  it('opens a wallet on the default plan first', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    book.accept(toPlan('intelligence'));
    expect(book.kinds).toEqual(['open', 'grant', 'plan']);
    expect(book.buckets).toEqual([400, 0, 400]);
  });

  it('comes after the grants that are due, which are the old plan’s', () => {
    const book = openBook();
    book.accept(debit(50));
    book.accept({ ...toPlan('intelligence'), at: '2026-03-01T00:00:00Z' });
    expect(book.entries.at(-2)?.event).toMatchObject({
      months: [
        { month: '2026-02', credits: 100 },
        { month: '2026-03', credits: 100 },
      ],
    });
    expect(book.entries.at(-1)?.event).toMatchObject({ nominal: 300 });
    expect(book.buckets).toEqual([500, 0, 500]);
  });

  it('brings the new grant from the next month on', () => {
    const book = openBook();
    book.accept(toPlan('intelligence'));
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(book.buckets).toEqual([798, 0, 798]);
  });

  it('leaves holds and purchased credits alone', () => {
    const book = openBook({ purchased: 40 });
    book.accept(hold('h', 10));
    book.accept(toPlan('intelligence'));
    expect(book.wallet?.holds).toHaveLength(1);
    expect(book.buckets).toEqual([400, 40, 440]);
  });
});

describe('downgrade', () => {
  const downFrom = (granted: number) => {
    const book = openBook({ purchased: 5000 });
    book.accept(toPro);
    book.accept(debit((1000 - granted) / 2));
    return { book, event: book.accept(toPlan('base')) };
  };

  it('trims the granted credits to the new cap, and never the purchased ones', () => {
    const { book, event } = downFrom(302);
    expect(event).toMatchObject({ from: 'professional', trimmed: 2, nominal: 0, credits: 0 });
    expect(book.buckets).toEqual([300, 5000, 5300]);
  });

  it('leaves what fits under the new cap', () => {
    const { book, event } = downFrom(300);
    expect(event).toMatchObject({ trimmed: 0, keptBack: 0 });
    expect(book.buckets).toEqual([300, 5000, 5300]);
  });
});

describe('up, down and up again in one month', () => {
  it('grants nothing twice', () => {
    const book = openBook();
    book.accept(toPlan('intelligence'));
    book.accept(debit(200));
    book.accept(toPlan('base'));
    expect(book.accept(toPlan('intelligence'))).toMatchObject({ nominal: 0, credits: 0 });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('grants only the rest on the way through a plan between', () => {
    const book = openBook();
    book.accept(toPlan('intelligence'));
    expect(book.accept(toPro)).toMatchObject({ nominal: 600 });
    expect(book.buckets).toEqual([1000, 0, 1000]);
  });

  it('grants nothing twice for a plan with a price either', () => {
    const book = priced();
    book.accept({ ...toPro, at: '2026-01-16T12:00:00Z' });
    expect(book.buckets).toEqual([550, 0, 550]);
    book.accept(toPlan('base'));
    expect(book.accept(toPro)).toMatchObject({ nominal: 0, credits: 0 });
    expect(book.accept(toPlan('intelligence'))).toMatchObject({ nominal: 0, credits: 0 });
  });

  it('starts anew in the next month', () => {
    const book = openBook();
    book.accept(toPlan('intelligence'));
    book.accept(toPlan('base'));
    book.accept({ ...toPlan('intelligence'), at: '2026-02-01T00:00:00Z' });
    expect(book.entries.at(-1)?.event).toMatchObject({ nominal: 300 });
  });
});

describe('a plan with a price', () => {
  it('grants the whole difference on the first instant of a month', () => {
    expect(priced().accept(toPro)).toMatchObject({ nominal: 900, credits: 900, keptBack: 0 });
  });

  it('grants by the part of the month that is left, rounded up', () => {
    const at = (time: string) => priced().accept({ ...toPro, at: time });
    expect(at('2026-01-01T00:00:00.001Z')).toMatchObject({ nominal: 900, credits: 900 });
    expect(at('2026-01-16T12:00:00Z')).toMatchObject({ nominal: 900, credits: 450, keptBack: 0 });
    expect(at('2026-01-16T12:49:35.999Z')).toMatchObject({ credits: 450 });
    expect(at('2026-01-16T12:49:36.000Z')).toMatchObject({ credits: 449 });
    expect(at('2026-01-31T23:59:59.999Z')).toMatchObject({ nominal: 900, credits: 1 });
  });

  it('knows how long February is in a leap year', () => {
    const book = new Book('2028-02-15T12:00:00Z', catalogWith({ proPrice: PRICE }));
    expect(book.accept(toPro)).toMatchObject({ credits: 450 });
  });

  it('has to be paid for by users, and may be assigned by others', () => {
    const book = priced();
    expect(book.refuse(toPlan('professional'))).toEqual({
      code: 'payment_required',
      planId: 'professional',
      price: PRICE,
    });
    book.accept({ ...toPlan('professional'), actor: { kind: 'stripe' } });
    expect(book.wallet?.planId).toBe('professional');
  });

  it('has to be paid for also where users may choose it', () => {
    const { plans, ...rest } = catalogWith({ proPrice: PRICE });
    const open = [...plans].map(([id, plan]) => [id, { ...plan, selfService: true }] as const);
    const book = openBook({ catalog: { ...rest, plans: new Map(open) } });
    expect(book.refuse(toPlan('professional')).code).toBe('payment_required');
  });
});

describe('who may change to which plan', () => {
  it('lets users choose the plans that are theirs to choose', () => {
    const book = openBook();
    expect(book.refuse(toPlan('professional'))).toEqual({
      code: 'plan_not_self_service',
      planId: 'professional',
    });
    book.accept(toPlan('intelligence'));
    book.accept(toPlan('base'));
  });

  it('lets services and operators assign any', () => {
    for (const actor of [service, admin]) openBook().accept({ ...toPlan('professional'), actor });
  });

  it('names a plan that the registry does not have', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    expect(book.refuse(toPlan('gold'))).toEqual({ code: 'unknown_plan', planId: 'gold' });
    expect(book.entries).toEqual([]);
  });
});

describe('a change to the plan in force', () => {
  const inForce = { trimmed: 0, nominal: 0, credits: 0, keptBack: 0 };

  it('is an entry without effect, so that its key is remembered', () => {
    const book = openBook();
    const event = book.accept(toPlan('base'));
    expect(event).toMatchObject({ from: 'base', to: 'base', ...inForce });
    expect(book.buckets).toEqual([100, 0, 100]);
  });

  it('keeps the wallet’s own terms when the registry has new ones; those come with the next grant', () => {
    for (const base of [
      { monthlyGrant: 500, softCap: 900 },
      { monthlyGrant: 10, softCap: 20 },
    ]) {
      const book = openBook();
      book.catalog = catalogWith({ version: 2, base });
      const event = book.accept(toPlan('base'));
      expect(event).toMatchObject({ monthlyGrant: 100, softCap: 300, ...inForce });
    }
  });

  it('grants nothing where older code had granted the month, by less than the plan once was worth', () => {
    const book = new Book('2026-01-15T10:00:00.000Z');
    book.accept(adopt(older(1, 5)));
    book.catalog = catalogWith({ version: 2, base: { monthlyGrant: 2, softCap: 300 } });
    book.accept(adopt(older(2, 2, { grantedFor: '2026-01' })));
    expect(book.accept(toPlan('base'))).toMatchObject(inForce);
    expect(book.buckets).toEqual([7, 0, 7]);
  });

  it('is open to a user whom an operator put on it, and grants nothing though it has a price', () => {
    for (const book of [openBook(), priced()]) {
      book.accept(toPro);
      expect(book.accept(toPlan('professional'))).toMatchObject(inForce);
    }
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, NewEventId } from '../../../lib/ledger/ledger.js';
import { scannedUsage } from '../../../lib/ledger/reports/scanned-usage.js';
import {
  addUsage,
  GROUPINGS,
  NO_USAGE,
  netCredits,
  type Usage,
  type UsageGroup,
  type UsageQuery,
} from '../../../lib/ledger/reports/usage.js';
import type { Catalog } from '../../../lib/wallet/catalog.js';
import { credits, microEuro } from '../../../lib/wallet/credits.js';
import { actionId, clientId, productId } from '../../../lib/wallet/ids.js';
import { instant } from '../../../lib/wallet/instant.js';
import { capture, debit, hold, release, reverse, topUp } from '../../wallet/asks.js';
import { type Ask, catalogWith, service } from '../../wallet/book.js';
import { CountedIds, Stage } from '../contract/stage.js';

export type UsageUnderTest = { readonly ledger: Ledger; readonly usage: Usage };

type Given = { readonly stage: Stage; readonly usage: Usage };

/** What every way of adding up a ledger's charges keeps to. */
export const usageContract = (
  name: string,
  open: (newEventId: NewEventId) => Promise<UsageUnderTest>,
  { runs = 20 }: { readonly runs?: number } = {},
): void => {
  describe(`usage ${name}`, () => {
    let opened: UsageUnderTest;
    let stage: Stage;
    beforeAll(async () => {
      opened = await open(new CountedIds().newEventId);
    });
    afterAll(() => opened?.ledger.close());
    beforeEach(() => {
      stage = new Stage(opened.ledger);
    });
    const given = (): Given => ({ stage, usage: opened.usage });

    sums(given);
    periods(given);
    pages(given);
    largest(given);
    largeSums(given);
    sameAsScan(given, runs);
  });
};

/** Costs 12,000 micro-euros a unit; what a credit is worth is the catalog's. */
const worth = (creditValue: number, terms: Parameters<typeof catalogWith>[0] = {}): Catalog => ({
  ...catalogWith(terms),
  creditValue: microEuro(creditValue),
});

const queryOf = ({ tenantId }: Stage, given: Partial<UsageQuery> = {}): UsageQuery => ({
  tenantId,
  from: instant('2026-01-01T00:00:00Z'),
  to: instant('2027-01-01T00:00:00Z'),
  groupBy: 'action',
  ...given,
});

const groupsOf = async (usage: Usage, query: UsageQuery): Promise<readonly UsageGroup[]> => {
  const groups: UsageGroup[] = [];
  for await (const group of usage.groups(query)) groups.push(group);
  return groups;
};

const keysOf = async (given: Given, query: Partial<UsageQuery>) =>
  (await groupsOf(given.usage, queryOf(given.stage, query))).map(({ key }) => key);

const sums = (given: () => Given): void => {
  it('adds debits and captures, takes reversals off, and leaves the cost of work that was done', async () => {
    const { stage, usage } = given();
    await stage.accept({ ...debit(30), key: 'a' });
    await stage.accept(debit(2, 'deal_screen'));
    await stage.accept(hold('h', 5));
    await stage.accept(capture('h', 4));
    await stage.accept({ ...reverse('a', 10), key: 'r' });
    expect(await groupsOf(usage, queryOf(stage))).toEqual([
      {
        key: 'ask_ai',
        count: 2,
        quantity: 34n,
        taken: 68n,
        reversed: 10n,
        shortfall: 0n,
        estimatedCost: 34n * 12_000n,
        takenValue: 68n * 50_000n,
        reversedValue: 10n * 50_000n,
      },
      {
        key: 'deal_screen',
        count: 1,
        quantity: 2n,
        taken: 20n,
        reversed: 0n,
        shortfall: 0n,
        estimatedCost: 24_000n,
        takenValue: 1_000_000n,
        reversedValue: 0n,
      },
    ]);
  });

  it('counts what could not be taken as shortfall, and what the cap kept back as not given back', async () => {
    const { stage, usage } = given();
    await stage.accept({ ...debit(60), key: 'a', enforce: false });
    stage.now = '2026-02-01T00:00:00.000Z';
    stage.catalog = worth(50_000, { base: { monthlyGrant: 100, softCap: 120 } });
    await stage.accept({ ...debit(1), key: 'b' });
    await stage.accept({ ...reverse('a'), key: 'r' });
    const [group] = await groupsOf(usage, queryOf(stage));
    expect(group).toMatchObject({ count: 2, taken: 102n, reversed: 22n, shortfall: 20n });
    expect(group).toMatchObject({ takenValue: 102n * 50_000n, reversedValue: 22n * 50_000n });
  });

  it('gives a credit back at the value that it was taken at', async () => {
    const { stage, usage } = given();
    await stage.accept({ ...debit(20), key: 'a' });
    stage.catalog = worth(70_000);
    await stage.accept({ ...debit(1), key: 'b' });
    await stage.accept({ ...reverse('a', 15), key: 'r' });
    const [group] = await groupsOf(usage, queryOf(stage));
    expect(group).toMatchObject({
      takenValue: 40n * 50_000n + 2n * 70_000n,
      reversedValue: 15n * 50_000n,
    });
  });

  it('has nothing to say of grants, top-ups, holds and releases', async () => {
    const { stage, usage } = given();
    await stage.accept(topUp('cs_1', 100, 1000));
    await stage.accept(hold('h', 5));
    await stage.accept(release('h'));
    const query = queryOf(stage);
    expect(await groupsOf(usage, query)).toEqual([]);
    expect(await usage.page(query, { limit: 10 })).toEqual({
      groups: [],
      totals: NO_USAGE,
      more: false,
    });
  });

  it('groups and filters by client, product and action', async () => {
    const of = given();
    const { stage } = of;
    await stage.accept(debit(1), 'bob');
    await stage.accept(debit(1, 'deal_screen'), 'ada');
    await stage.accept(debit(2), 'Zoe');
    expect(await keysOf(of, { groupBy: 'client' })).toEqual(['Zoe', 'ada', 'bob']);
    expect(await keysOf(of, { groupBy: 'product' })).toEqual(['geospatial', 'secondary_market']);
    const geospatial = productId('geospatial');
    expect(await keysOf(of, { groupBy: 'client', product: geospatial })).toEqual(['Zoe', 'bob']);
    const dealScreen = actionId('deal_screen');
    expect(await keysOf(of, { groupBy: 'client', actionId: dealScreen })).toEqual(['ada']);
    expect(await keysOf(of, { clientId: clientId('bob') })).toEqual(['ask_ai']);
    expect(await keysOf(of, { clientId: clientId('ada'), product: geospatial })).toEqual([]);
  });

  it('keeps to its tenant', async () => {
    const of = given();
    await of.stage.accept(debit(1));
    expect(await keysOf({ ...of, stage: new Stage(of.stage.ledger) }, {})).toEqual([]);
  });
};

const periods = (given: () => Given): void => {
  it('begins with its first instant, and ends before its last', async () => {
    const { stage, usage } = given();
    for (const at of [
      '2026-01-31T23:59:59.999Z',
      '2026-02-01T00:00:00.000Z',
      '2026-02-28T23:59:59.999Z',
      '2026-03-01T00:00:00.000Z',
    ]) {
      stage.now = at;
      await stage.accept(debit(1));
    }
    const of = async (from: string, to: string) => {
      const [group] = await groupsOf(
        usage,
        queryOf(stage, { from: instant(from), to: instant(to) }),
      );
      return group?.count ?? 0;
    };
    expect(await of('2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z')).toBe(2);
    expect(await of('2026-01-31T23:59:59.999Z', '2026-03-01T00:00:00.001Z')).toBe(4);
    expect(await of('2026-02-01T00:00:00.001Z', '2026-02-28T23:59:59.999Z')).toBe(0);
    expect(await of('2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z')).toBe(0);
    const whole = queryOf(stage);
    const daysOf = await groupsOf(usage, { ...whole, groupBy: 'day' });
    expect(daysOf.map(({ key, count }) => [key, count])).toEqual([
      ['2026-01-31', 1],
      ['2026-02-01', 1],
      ['2026-02-28', 1],
      ['2026-03-01', 1],
    ]);
    const months = await groupsOf(usage, { ...whole, groupBy: 'month' });
    expect(months.map(({ key, count }) => [key, count])).toEqual([
      ['2026-01', 1],
      ['2026-02', 2],
      ['2026-03', 1],
    ]);
  });

  it('counts a reversal when it is written, so that a month that is over stays as it was', async () => {
    const { stage, usage } = given();
    await stage.accept({ ...debit(20), key: 'a' });
    stage.now = '2026-02-10T00:00:00.000Z';
    await stage.accept({ ...reverse('a'), key: 'r' });
    const [january, february] = await groupsOf(usage, queryOf(stage, { groupBy: 'month' }));
    expect(january).toMatchObject({ key: '2026-01', taken: 40n, reversed: 0n });
    expect(february).toMatchObject({ key: '2026-02', count: 0, taken: 0n, reversed: 40n });
    expect(february).toMatchObject({ takenValue: 0n, reversedValue: 40n * 50_000n });
  });
};

const pages = (given: () => Given): void => {
  it('gives groups page by page, and the sum of all with each', async () => {
    const { stage, usage } = given();
    for (const client of ['d', 'b', 'e', 'a', 'c']) await stage.accept(debit(1), client);
    const query = queryOf(stage, { groupBy: 'client' });
    const page = async (limit: number, after?: string) => {
      const { groups, more, totals } = await usage.page(query, { limit, after });
      return [groups.map(({ key }) => key).join(''), more, totals.count];
    };
    expect(await page(2)).toEqual(['ab', true, 5]);
    expect(await page(2, 'b')).toEqual(['cd', true, 5]);
    expect(await page(2, 'd')).toEqual(['e', false, 5]);
    expect(await page(3, 'b')).toEqual(['cde', false, 5]);
    expect(await page(2, 'e')).toEqual(['', false, 5]);
    expect(await page(5)).toEqual(['abcde', false, 5]);
    expect(await page(4)).toEqual(['abcd', true, 5]);
  });

  it('goes on behind a day and an action, too', async () => {
    const { stage, usage } = given();
    for (const day of ['02', '03', '04']) {
      stage.now = `2026-01-${day}T10:00:00.000Z`;
      await stage.accept(debit(1));
    }
    await stage.accept(debit(1, 'deal_screen'));
    const days = await usage.page(queryOf(stage, { groupBy: 'day' }), {
      limit: 1,
      after: '2026-01-02',
    });
    expect(days.groups.map(({ key }) => key)).toEqual(['2026-01-03']);
    expect(days).toMatchObject({ more: true, totals: { count: 4 } });
    const actions = await usage.page(queryOf(stage), { limit: 1, after: 'ask_ai' });
    expect(actions.groups.map(({ key }) => key)).toEqual(['deal_screen']);
    expect(actions).toMatchObject({ more: false, totals: { count: 4 } });
  });
};

const largest = (given: () => Given): void => {
  it('gives those first that were charged most, and the sum of all', async () => {
    const { stage, usage } = given();
    await stage.accept({ ...debit(40), key: 'given-back' }, 'a');
    await stage.accept({ ...reverse('given-back', 79), key: 'r' }, 'a');
    for (const [client, units] of Object.entries({ b: 3, c: 9, d: 3, e: 30 })) {
      await stage.accept(debit(units), client);
    }
    const of = async (limit: number, groupBy: UsageQuery['groupBy'] = 'client') => {
      const { groups, totals } = await usage.largest(queryOf(stage, { groupBy }), limit);
      return [groups.map((group) => `${group.key} ${netCredits(group)}`), totals.count];
    };
    expect(await of(1)).toEqual([['e 60'], 5]);
    expect(await of(3)).toEqual([['e 60', 'c 18', 'b 6'], 5]);
    expect(await of(4)).toEqual([['e 60', 'c 18', 'b 6', 'd 6'], 5]);
    expect(await of(10)).toEqual([['e 60', 'c 18', 'b 6', 'd 6', 'a 1'], 5]);
    await stage.accept(debit(1, 'deal_screen'), 'e');
    expect(await of(1, 'action')).toEqual([['ask_ai 91'], 6]);
    expect(await of(2, 'action')).toEqual([['ask_ai 91', 'deal_screen 10'], 6]);
  });

  it('gives none where nothing was charged', async () => {
    const { stage, usage } = given();
    const none = await usage.largest(queryOf(stage, { groupBy: 'client' }), 3);
    expect(none).toEqual({ groups: [], totals: NO_USAGE });
  });
};

const largeSums = (given: () => Given): void => {
  it('stays exact where a number would not', async () => {
    const { stage, usage } = given();
    const most = 9_000_000_000_000_001;
    stage.catalog = worth(999_999_999, { askPrice: 999_999 });
    await stage.accept(topUp('cs_1', most, 1000));
    for (let n = 0; n < 3; n += 1) await stage.accept(debit(1_000_000));
    const [group] = await groupsOf(usage, queryOf(stage));
    expect(group?.taken).toBe(2_999_997_000_000n);
    expect(group?.takenValue).toBe(2_999_997_000_000n * 999_999_999n);
  });

  it('adds shortfalls beyond what a number holds', async () => {
    const { stage, usage } = given();
    stage.catalog = worth(1, { askPrice: 9_007_199_254 });
    for (const client of ['a', 'b', 'c']) {
      await stage.accept({ ...debit(1_000_000), enforce: false }, client);
    }
    const [group] = await groupsOf(usage, queryOf(stage));
    expect(group?.shortfall).toBe(3n * (9_007_199_254_000_000n - 100n));
  });
};

const CATALOGS = [
  worth(50_000),
  worth(70_001, { version: 2, askPrice: 3 }),
  worth(0, { version: 3 }),
];

const key = fc.constantFrom('k1', 'k2', 'k3', 'k4');
const quantity = fc.constantFrom(1, 5, 30);
const part = fc.option(quantity, { nil: undefined });
const anAsk: fc.Arbitrary<Ask> = fc.oneof(
  fc
    .tuple(key, quantity, fc.constantFrom('ask_ai', 'deal_screen', 'satellite_change'))
    .map(([own, units, action]) => ({
      ...debit(units, action),
      key: own,
      enforce: false,
      actor: service,
    })),
  fc.tuple(key, quantity).map(([own, units]) => hold(own, units, 86_400)),
  fc.tuple(key, key, part).map(([own, of, units]) => ({ ...capture(of, units), key: own })),
  fc.tuple(key, key).map(([own, of]) => ({ ...release(of), key: own })),
  fc.tuple(key, key, part).map(([own, of, amount]) => ({ ...reverse(of, amount), key: own })),
  key.map((own) => topUp(own, 200, 1000)),
);

const aHistory = fc.array(
  fc.record({
    ask: anAsk,
    client: fc.constantFrom('ada', 'Bob', 'cyd_1'),
    at: fc.constantFrom(
      '2026-01-31T23:59:59.999Z',
      '2026-02-01T00:00:00.000Z',
      '2026-02-14T12:00:00.000Z',
    ),
    catalog: fc.constantFrom(...CATALOGS),
  }),
  { minLength: 10, maxLength: 40 },
);

const aQuery = fc.record({
  groupBy: fc.constantFrom(...GROUPINGS),
  from: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z').map(instant),
  to: fc.constantFrom('2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z').map(instant),
  product: fc.constantFrom(undefined, productId('geospatial'), productId('secondary_market')),
  actionId: fc.constantFrom(undefined, undefined, actionId('ask_ai')),
  clientId: fc.constantFrom(undefined, undefined, clientId('ada')),
});

const sameAsScan = (given: () => Given, numRuns: number): void => {
  it('adds up any history as a walk through it does, whatever is asked, and all of it to what the ledger moved', async () => {
    const { stage: first, usage } = given();
    await fc.assert(
      fc.asyncProperty(aHistory, fc.array(aQuery, { minLength: 3 }), async (history, queries) => {
        const stage = new Stage(first.ledger);
        for (const { ask, at, catalog, client } of [...history].sort(byTime)) {
          stage.now = at;
          stage.catalog = catalog;
          await stage.answer(ask, client);
        }
        const scanned = scannedUsage(stage.ledger);
        for (const each of queries) {
          const query = queryOf(stage, each);
          const groups = await groupsOf(usage, query);
          expect(groups).toEqual(await groupsOf(scanned, query));
          const { totals } = await usage.page(query, { limit: 1 });
          expect(totals).toEqual(totalOf(groups));
          expect(await usage.largest(query, 2)).toEqual(await scanned.largest(query, 2));
        }
        for (const groupBy of GROUPINGS) {
          const all = totalOf(await groupsOf(usage, queryOf(stage, { groupBy })));
          expect(netCredits(all)).toBe(await movedBy(stage));
        }
      }),
      { seed: 20261121, numRuns },
    );
  });
};

const byTime = (a: { readonly at: string }, b: { readonly at: string }) => (a.at < b.at ? -1 : 1);

const totalOf = (groups: readonly UsageGroup[]) => {
  const { key: _, ...totals } = groups.reduce(
    (sum, each) => ({ ...each, ...addUsage(sum, each) }),
    {
      key: '',
      ...NO_USAGE,
    },
  );
  return totals;
};

/** What charges took out of all wallets, from the entries alone. */
const movedBy = async (stage: Stage): Promise<bigint> => {
  let moved = 0;
  for (const client of ['ada', 'Bob', 'cyd_1']) {
    for (const { creditsDelta, kind } of await stage.entries(client)) {
      if (kind === 'debit' || kind === 'capture' || kind === 'reversal') moved -= creditsDelta;
    }
  }
  return BigInt(credits(moved));
};

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../../lib/ledger/entry.js';
import { entryFromRow } from '../../../lib/ledger/entry-row.js';
import type { Ledger, NewEventId } from '../../../lib/ledger/ledger.js';
import { type EntrySearch, isSought, type Search } from '../../../lib/ledger/reports/search.js';
import { entryName } from '../../../lib/wallet/entry-name.js';
import { clientId, type TraceId, traceId } from '../../../lib/wallet/ids.js';
import { instant } from '../../../lib/wallet/instant.js';
import {
  capture,
  debit,
  follow,
  hold,
  returned,
  reverse,
  toPlan,
  topUp,
} from '../../wallet/asks.js';
import type { Ask } from '../../wallet/book.js';
import { CountedIds, Stage } from '../contract/stage.js';

export type OpenSearch = (
  newEventId: NewEventId,
) => Promise<{ readonly ledger: Ledger; readonly search: EntrySearch }>;

const ADA = clientId('ada');
const FIRST = traceId('1'.repeat(32));
const SECOND = traceId('2'.repeat(32));
const THIRD = traceId('3'.repeat(32));

/** What every way of finding entries keeps to: it finds what a scan of everything would. */
export const searchContract = (name: string, open: OpenSearch): void => {
  describe(`${name} finds entries`, () => {
    let ledger: Ledger;
    let search: EntrySearch;
    let stage: Stage;
    beforeAll(async () => {
      ({ ledger, search } = await open(new CountedIds().newEventId));
    });
    afterAll(() => ledger?.close());
    beforeEach(() => {
      stage = new Stage(ledger);
    });

    const write = async (ask: Ask, client = 'ada', trace = FIRST) => {
      const submission = stage.ask(ask, client);
      const [outcome] = await stage.commit({ ...submission, traceId: trace });
      if (outcome?.outcome !== 'committed') throw new Error(`it was ${outcome?.outcome}`);
      return outcome.entry;
    };

    const find = async (by: Search, limit = 200): Promise<readonly Entry[]> => {
      const found = await search.find(stage.tenantId, by, { limit });
      if (!found) throw new Error('no cursor was given, and one was refused');
      expect(found.next).toBeUndefined();
      return found.entries;
    };

    const scanned = async (by: Search): Promise<readonly Entry[]> => {
      const entries: Entry[] = [];
      for await (const { row } of ledger.scan(stage.tenantId)) {
        const entry = entryFromRow(row);
        if (isSought(by, entry)) entries.push(entry);
      }
      return entries;
    };

    const places = (entries: readonly Entry[]) =>
      entries.map(({ clientId, kind, seq }) => `${clientId} ${seq} ${kind}`);

    /** A month of two clients, a minute between any two commands. */
    const month = async () => {
      const asks: readonly (readonly [Ask, string, TraceId?])[] = [
        [{ ...debit(3), key: 'work' }, 'ada', FIRST],
        [{ ...debit(1), key: 'work' }, 'bob', SECOND],
        [hold('job', 5), 'ada', SECOND],
        [{ ...capture('job'), key: 'job' }, 'ada', SECOND],
        [topUp('cs_1', 50, 999), 'ada', THIRD],
        [{ ...returned('cs_1', 500), key: 'cs_1:1' }, 'ada', THIRD],
        [{ ...returned('cs_1', 0), key: 'cs_1:2' }, 'ada', FIRST],
        [
          { ...follow({ next: ['base', '2026-02-01T00:00:00.000Z'] }), key: 'subscription:1' },
          'ada',
        ],
        [{ ...reverse('work', 2), key: 'back' }, 'ada', THIRD],
        [{ ...toPlan('base'), key: 'down' }, 'bob', THIRD],
      ];
      for (const [nth, [ask, client, trace]] of asks.entries()) {
        stage.now = `2026-01-15T10:${String(nth).padStart(2, '0')}:00.000Z`;
        const outcome = await stage.commit({
          ...stage.ask(ask, client),
          ...(trace && { traceId: trace }),
        });
        expect(outcome[0]?.outcome, ask.type).toMatch(/committed|unchanged/);
      }
      stage.now = '2026-02-01T00:00:00.000Z';
      await write({ ...debit(1), key: '2026-01' }, 'ada', SECOND);
    };

    it.each<[string, Search]>([
      ['a trace, in all wallets', { traceId: SECOND }],
      ['a trace in one wallet', { traceId: THIRD, clientId: ADA }],
      ['a trace and a kind', { traceId: SECOND, kind: 'debit' }],
      ['a trace that nobody had', { traceId: traceId('f'.repeat(32)) }],
      ['a key, in all wallets and kinds', { key: 'work' }],
      ['a key of several kinds', { key: 'job' }],
      ['a key that is a month too', { key: '2026-01' }],
      ['a key of one kind', { key: '2026-01', kind: 'grant' }],
      ['a key in one wallet', { key: 'work', clientId: ADA }],
      ['a key of one kind in one wallet', { key: 'job', kind: 'hold', clientId: ADA }],
      ['a key and a trace', { key: 'work', traceId: SECOND }],
      ['a client', { clientId: ADA }],
      ['a client and a kind', { clientId: ADA, kind: 'grant' }],
      ['a client who never wrote', { clientId: clientId('ad') }],
      ['a time in one wallet', { clientId: ADA, from: instant('2026-01-15T10:02:00Z') }],
      [
        'a stretch of time in one wallet',
        {
          clientId: ADA,
          from: instant('2026-01-15T10:02:00Z'),
          to: instant('2026-01-15T10:05:00Z'),
        },
      ],
      ['a trace until a time', { traceId: FIRST, to: instant('2026-01-15T10:06:00Z') }],
      ['a key from a time on', { key: '2026-01', from: instant('2026-01-15T10:00:00.001Z') }],
      ['a payment and what became of it', { clientId: ADA, about: entryName('topup', 'cs_1') }],
      ['a hold and its capture', { clientId: ADA, about: entryName('hold', 'job') }],
      ['a subscription', { clientId: ADA, ofSubscription: true }],
      ['a subscription, and another kind', { clientId: ADA, ofSubscription: true, kind: 'debit' }],
      ['nothing but a kind', { kind: 'plan' }],
    ])('by %s', async (_, by) => {
      await month();
      const found = await find(by);
      expect([...places(found)].sort()).toEqual([...places(await scanned(by))].sort());
      const times = found.map(({ createdAt }) => createdAt);
      expect(times).toEqual([...times].sort().reverse());
    });

    it('whole, as the ledger has them, those of one wallet from the last number on', async () => {
      await month();
      expect(await find({ clientId: ADA })).toEqual([...(await stage.entries())].reverse());
    });

    it('of a payment: the top-up, what was taken back, and what was given again', async () => {
      await month();
      const about = { clientId: ADA, about: entryName('topup', 'cs_1') };
      expect(places(await find(about)).map((place) => place.split(' ')[2])).toEqual([
        'reinstatement',
        'clawback',
        'topup',
      ]);
    });

    it('of a subscription: what its provider said, and what time made of it', async () => {
      await month();
      const found = await find({ clientId: ADA, ofSubscription: true });
      expect(found.map(({ actor, event }) => [actor, event.type])).toEqual([
        ['system', 'PlanChanged'],
        ['stripe', 'PlanChanged'],
      ]);
    });

    it.each([
      '100%',
      'a_b',
      '%',
      '_',
      'a|b',
      '|',
      `it's"quoted"`,
      'back\\slash',
      '\\',
      '\\_',
      'CZ_SMCR|debit|x',
      '"trace_id":"x"',
      '</string>&amp;',
      '$1',
      "'; DROP TABLE credit_events; --".replaceAll(' ', '/**/'),
    ])('under the key %s, and no other', async (key) => {
      for (const other of ['axb', 'a', 'x', '100', 'b', 'quoted']) {
        await write({ ...debit(1), key: other }, 'bob');
      }
      const { eventId } = await write({ ...debit(1), key });
      for (const by of [{ key }, { key, clientId: ADA }, { key, kind: 'debit' as const }]) {
        expect((await find(by)).map((entry) => entry.eventId)).toEqual([eventId]);
      }
      expect(await find({ key, clientId: clientId('bob') })).toEqual([]);
    });

    it.each<[string, Search]>([
      ['over all wallets', { traceId: FIRST }],
      ['in one wallet', { clientId: ADA }],
      ['in a stretch of time', { clientId: ADA, from: instant('2026-01-01T00:00:00Z') }],
    ])('page by page %s, each once, while others are written', async (_, by) => {
      for (let nth = 0; nth < 3; nth += 1) {
        await stage.commit(
          ...['ada', 'bob'].map((client) => ({ ...stage.ask(debit(1), client), traceId: FIRST })),
        );
      }
      const before = await find(by);
      stage.now = '2026-01-15T10:00:00.001Z';
      const paged: Entry[] = [];
      let after: string | undefined;
      do {
        const page = await search.find(stage.tenantId, by, { limit: 2, after });
        paged.push(...(page?.entries ?? []));
        after = page?.next;
        await write(debit(1), 'ada');
        await write(debit(1), 'bob');
      } while (after !== undefined);
      expect(paged).toEqual(before);
    });

    it('in no page more where there are just as many as were asked for', async () => {
      await write(debit(1)); // opens and grants, too
      const page = async (limit: number) =>
        search.find(stage.tenantId, { clientId: ADA }, { limit });
      expect(await page(3)).toEqual({ entries: expect.objectContaining({ length: 3 }) });
      expect(await page(2)).toEqual({
        entries: expect.objectContaining({ length: 2 }),
        next: expect.any(String),
      });
    });

    it.each(['', ' ', 'x', '0', '-1', '1e9', '1 OR true', '~~', '99999999999999999999', 'Z~ada~1'])(
      'after no such place as %j',
      async (after) => {
        await write(debit(1));
        for (const by of [{ clientId: ADA }, { traceId: FIRST }]) {
          expect(await search.find(stage.tenantId, by, { limit: 2, after })).toBeUndefined();
        }
      },
    );

    it('of no other tenant', async () => {
      await write({ ...debit(1), key: 'ours' });
      const other = new Stage(ledger);
      for (const by of [{ key: 'ours' }, { clientId: ADA }, { traceId: FIRST }]) {
        expect(await search.find(other.tenantId, by, { limit: 9 })).toEqual({ entries: [] });
      }
    });
  });
};

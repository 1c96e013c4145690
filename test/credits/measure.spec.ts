import { describe, expect, it } from 'vitest';
import { OPENMETRICS_TYPE, openMetrics } from '../../lib/contract/openmetrics.js';
import { measure } from '../../lib/credits/measure.js';
import { LedgerUnavailable } from '../../lib/ledger/ledger.js';
import { testApi } from '../support/app.js';
import { unsafeSql } from '../support/sql.js';

const api = testApi();

/** The samples of a scrape, by their names and labels. */
const scraped = async (): Promise<ReadonlyMap<string, number>> => {
  const { body } = await api.admin.metrics('?format=openmetrics');
  const lines = String(body)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name = '', value] = /^(.*) (\S+)$/.exec(line) ?? [];
      return [name.replace('cz_credits_', ''), Number(value)];
    }),
  );
};

const mirrorWith = (backlog: { readonly lag: number; readonly failure?: string }) => ({
  carryAll: () => Promise.reject(new Error('is only looked at')),
  backlog: async () => ({
    walletsBehind: 1,
    waitingSeconds: 61,
    walletsSetAside: 2,
    setAside: [],
    ...backlog,
  }),
});

const namesOf = async (changed: Partial<Parameters<typeof measure>[0]>) => {
  const metrics = await measure({ ...api.app, ...changed });
  return new Map(metrics.map(({ name, samples }) => [name, samples]));
};

describe('a scrape', () => {
  it('has what each action took and gave back since ever, and the parts that answered', async () => {
    await api.service.debit({
      clientId: 'ada',
      actionId: 'ask_ai',
      quantity: 20,
      idempotencyKey: 'a',
    });
    await api.service.debit({ clientId: 'ada', actionId: 'flood_risk', idempotencyKey: 'b' });
    await api.service.debit({
      clientId: 'ada',
      mode: 'reverse',
      debitKey: 'a',
      credits: 5,
      reason: 'empty',
      idempotencyKey: 'r',
    });
    api.at('2026-03-01T00:00:00Z');
    expect(Object.fromEntries(await scraped())).toMatchObject({
      'charges_total{action="ask_ai"}': 1,
      'units_total{action="ask_ai"}': 20,
      'taken_total{action="ask_ai"}': 20,
      'reversed_total{action="ask_ai"}': 5,
      'shortfall_total{action="ask_ai"}': 0,
      'estimated_cost_euros_total{action="ask_ai"}': 0.24,
      'taken_value_euros_total{action="ask_ai"}': 1,
      'reversed_value_euros_total{action="ask_ai"}': 0.25,
      'taken_total{action="flood_risk"}': 3,
      'up{part="ledger"}': 1,
      'up{part="usage"}': 1,
      'up{part="registry"}': 1,
      'up{part="checkpoint"}': 1,
      'up{part="webhook_events"}': 1,
      registry_version: 1,
    });
  });

  it('never sees a counter fall', async () => {
    const before = await scraped();
    await api.service.debit({ clientId: 'bob', actionId: 'ask_ai', idempotencyKey: 'a' });
    await api.service.debit({
      clientId: 'bob',
      mode: 'reverse',
      debitKey: 'a',
      reason: 'empty',
      idempotencyKey: 'r',
    });
    const after = await scraped();
    const counters = [...before].filter(([name]) => name.includes('_total'));
    expect(counters.length).toBeGreaterThan(7);
    for (const [name, value] of counters) expect(after.get(name)).toBeGreaterThanOrEqual(value);
  });

  it('has the time of the last checkpoint, once there is one', async () => {
    expect(await scraped()).not.toHaveProperty('last_checkpoint_timestamp_seconds');
    await api.cron.sync();
    expect((await scraped()).get('last_checkpoint_timestamp_seconds')).toBe(
      Date.parse('2026-01-15T10:00:00Z') / 1000,
    );
  });

  it('counts the events of the last day by what became of them', async () => {
    const event = (id: string, fate: string, hoursAgo: number) => `
      INSERT INTO webhook_events VALUES ('cityzeen', '${id}', 't', 'o', NULL, '${fate}', NULL, 'trace',
        now(), now(), now() - interval '${hoursAgo} hours')`;
    await unsafeSql(api.db, event('evt_1', 'handled', 1));
    await unsafeSql(api.db, event('evt_2', 'failed', 23));
    await unsafeSql(api.db, event('evt_3', 'failed', 25));
    expect(Object.fromEntries(await scraped())).toMatchObject({
      'webhook_events{fate="handled"}': 1,
      'webhook_events{fate="failed"}': 1,
      'webhook_events{fate="refused"}': 0,
      'webhook_events{fate="ignored"}': 0,
    });
  });

  it('says how far the mirror is behind, where there is one', async () => {
    expect((await namesOf({})).has('mirror_lag_entries')).toBe(false);
    const behind = await namesOf({ mirror: mirrorWith({ lag: 12 }) });
    expect(behind.get('mirror_lag_entries')).toEqual([{ value: 12 }]);
    expect(behind.get('mirror_waiting_seconds')).toEqual([{ value: 61 }]);
    expect(behind.get('mirror_wallets_set_aside')).toEqual([{ value: 2 }]);
    expect(behind.get('mirror_failing')).toEqual([{ value: 0 }]);
    const failing = await namesOf({ mirror: mirrorWith({ lag: 0, failure: 'is away' }) });
    expect(failing.get('mirror_failing')).toEqual([{ value: 1 }]);
  });

  it('leaves out what can’t be read, says so, and has the rest', async () => {
    const away = () => Promise.reject(new LedgerUnavailable('is away'));
    const metrics = await namesOf({
      ledger: { ...api.app.ledger, health: away },
      lastCheckpoint: away,
      mirror: { ...mirrorWith({ lag: 0 }), backlog: away },
    });
    expect(metrics.get('up')).toEqual([
      { labels: { part: 'ledger' }, value: 0 },
      { labels: { part: 'usage' }, value: 1 },
      { labels: { part: 'registry' }, value: 1 },
      { labels: { part: 'checkpoint' }, value: 0 },
      { labels: { part: 'mirror' }, value: 0 },
      { labels: { part: 'webhook_events' }, value: 1 },
    ]);
    expect(metrics.has('mirror_lag_entries')).toBe(false);
    expect(metrics.has('taken')).toBe(true);
    expect(api.logged).toContainEqual(
      expect.objectContaining({ part: 'ledger', level: 'warning' }),
    );
  });

  it('tells of no webhook events where there is no database to take them down', async () => {
    const { receivedEvents, ...app } = api.app;
    const metrics = await measure(app);
    expect(metrics.map(({ name }) => name)).not.toContain('webhook_events');
  });
});

describe('OpenMetrics', () => {
  it('has each metric with its type and help, its labels escaped, and an end', async () => {
    expect(OPENMETRICS_TYPE).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const text = await openMetrics([
      {
        name: 'taken',
        kind: 'counter',
        help: 'Credits.',
        samples: [
          { labels: { action: 'say "a\\b"\n' }, value: 3 },
          { labels: { action: 'b' }, value: 0.000001 },
        ],
      },
      { name: 'none', kind: 'counter', help: 'Nothing yet.', samples: [] },
      { name: 'version', kind: 'gauge', help: 'A version.', samples: [{ value: -2.5 }] },
    ]);
    expect(text).toBe(`# HELP cz_credits_taken Credits.
# TYPE cz_credits_taken counter
cz_credits_taken_total{action="say \\"a\\\\b\\"\\n"} 3
cz_credits_taken_total{action="b"} 0.000001
# HELP cz_credits_version A version.
# TYPE cz_credits_version gauge
cz_credits_version -2.5
# EOF
`);
  });

  it('is made anew each time: nothing of one scrape is left for the next', async () => {
    const metric = (value: number) => ({
      name: 'n',
      kind: 'counter' as const,
      help: 'N.',
      samples: [{ value }],
    });
    await openMetrics([metric(3)]);
    expect(await openMetrics([metric(4)])).toContain('cz_credits_n_total 4\n');
  });
});

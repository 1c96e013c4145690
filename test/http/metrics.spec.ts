import { describe, expect, it } from 'vitest';
import { metricsAnswer } from '../../lib/contract/metrics.js';
import { goneDb, TestApi, testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { unsafeSql } from '../support/sql.js';

const api = testApi({
  CZ_ADMIN_READ_SECRET: 'reader-secret',
  CZ_ADMIN_USERS: 'user_operator,user_looks:read',
});

/** Each test has a month of its own, so that what it charged is all there is. */
let month = 0;
const nextMonth = (): string => {
  month += 1;
  const text = `20${30 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  api.at(`${text}-10T12:00:00Z`);
  return text;
};

const charge = (clientId: string, actionId: string, quantity: number, idempotencyKey: string) =>
  api.service.debit({ clientId, actionId, quantity, idempotencyKey });

const reverse = (clientId: string, debitKey: string, credits: number) =>
  api.service.debit({
    clientId,
    mode: 'reverse',
    debitKey,
    credits,
    reason: 'empty',
    idempotencyKey: `${debitKey}-back`,
  });

const read = async (query = '', caller = api.admin) =>
  metricsAnswer.parse((await caller.metrics(query)).body);

describe('what actions earn', () => {
  it('is what their credits are worth, less what the work cost', async () => {
    const period = nextMonth();
    const client = api.newClient();
    await charge(client, 'ask_ai', 20, 'a'); // 20 credits of 5 cents; 24 cents of cost
    await charge(client, 'flood_risk', 7, 'b'); // 21 credits; 28.7 cents
    await charge(client, 'valuation', 3, 'c'); // 18 credits; 35.4 cents
    await reverse(client, 'a', 5);
    expect(await read()).toEqual({
      from: `${period}-01T00:00:00.000Z`,
      to: expect.stringMatching(/-01T00:00:00\.000Z$/),
      groupBy: 'action',
      groups: [
        {
          key: 'ask_ai',
          count: 1,
          credits: 15,
          shortfallCredits: 0,
          estimatedCostEur: 0.24,
          creditValueEur: 0.75,
          marginEur: 0.51,
          marginPercent: 68,
        },
        {
          key: 'flood_risk',
          count: 1,
          credits: 21,
          shortfallCredits: 0,
          estimatedCostEur: 0.287,
          creditValueEur: 1.05,
          marginEur: 0.763,
          marginPercent: 72.67,
        },
        {
          key: 'valuation',
          count: 1,
          credits: 18,
          shortfallCredits: 0,
          estimatedCostEur: 0.354,
          creditValueEur: 0.9,
          marginEur: 0.546,
          marginPercent: 60.67,
        },
      ],
      totals: {
        count: 3,
        credits: 54,
        shortfallCredits: 0,
        estimatedCostEur: 0.881,
        creditValueEur: 2.7,
        marginEur: 1.819,
        marginPercent: 67.37,
      },
    });
  });

  it('is what it was when it was charged, whatever is published later', async () => {
    nextMonth();
    const client = api.newClient();
    await charge(client, 'ask_ai', 10, 'a');
    await api.publish((document) => ({ ...document, creditValueMicroEur: 1 }));
    await charge(client, 'ask_ai', 10, 'b');
    await reverse(client, 'a', 4);
    await api.publish((document) => ({ ...document, creditValueMicroEur: 50_000 }));
    expect((await read()).totals).toMatchObject({ creditValueEur: 0.30001, credits: 16 });
  });

  it('has no percentage where nothing was earned', async () => {
    nextMonth();
    const client = api.newClient();
    await charge(client, 'ask_ai', 1, 'a');
    await reverse(client, 'a', 1);
    expect((await read()).totals).toMatchObject({
      count: 1,
      credits: 0,
      marginEur: -0.012,
      marginPercent: null,
    });
    nextMonth();
    expect(await read()).toMatchObject({ groups: [], totals: { count: 0, marginPercent: null } });
  });
});

describe('metrics are asked for', () => {
  it('of this month, unless a period is named: with its first instant, and without its last', async () => {
    nextMonth();
    const client = api.newClient();
    api.at('2040-01-31T23:59:59.999Z');
    await charge(client, 'ask_ai', 1, 'a');
    api.at('2040-02-01T00:00:00Z');
    await charge(client, 'ask_ai', 2, 'b');
    const creditsOf = async (query: string) => (await read(query)).totals.credits;
    expect(await creditsOf('')).toBe(2);
    expect(await creditsOf('?from=2040-01-01')).toBe(3);
    expect(await creditsOf('?from=2040-01-01&to=2040-02-01')).toBe(1);
    expect(await creditsOf('?from=2040-02-01T01:00:00%2B01:00&to=2040-02-02')).toBe(2);
    expect(await creditsOf('?from=2040-02-01T00:00:00.001Z&to=2040-02-02')).toBe(0);
    expect(await creditsOf('?to=2040-02-01')).toBe(1);
    expect(await creditsOf('?from=2041-05-09')).toBe(0);
    expect(await read('?from=2041-05-09')).toMatchObject({ to: '2041-06-01T00:00:00.000Z' });
  });

  it('by product, day, month or client, and of one of them', async () => {
    const period = nextMonth();
    await charge('user_x', 'ask_ai', 1, `${period}-a`);
    await charge('user_y', 'comparables', 1, `${period}-b`);
    const keys = async (query: string) => (await read(query)).groups.map(({ key }) => key);
    expect(await keys('?groupBy=product')).toEqual(['geospatial', 'secondary_market']);
    expect(await keys('?groupBy=day')).toEqual([`${period}-10`]);
    expect(await keys('?groupBy=month')).toEqual([period]);
    expect(await keys('?groupBy=client')).toEqual(['user_x', 'user_y']);
    expect(await keys('?groupBy=client&product=geospatial')).toEqual(['user_x']);
    expect(await keys('?groupBy=client&action=comparables')).toEqual(['user_y']);
    expect(await keys('?groupBy=action&clientId=user_y')).toEqual(['comparables']);
  });

  it('some groups at a time, each time with the sum of all', async () => {
    const period = nextMonth();
    for (const client of ['user_p', 'user_q', 'user_r'])
      await charge(client, 'ask_ai', 1, `${period}-a`);
    const first = await read('?groupBy=client&limit=2');
    expect(first.groups.map(({ key }) => key)).toEqual(['user_p', 'user_q']);
    expect(first).toMatchObject({ next: 'user_q', totals: { credits: 3 } });
    const second = await read(`?groupBy=client&limit=2&after=${first.next}`);
    expect(second.groups.map(({ key }) => key)).toEqual(['user_r']);
    expect(second).toMatchObject({ totals: { credits: 3 } });
    expect(second).not.toHaveProperty('next');
  });

  it('those first that were charged most, with the sum of all and no place to go on from', async () => {
    const period = nextMonth();
    for (const [client, units] of [
      ['user_k', 2],
      ['user_l', 9],
      ['user_m', 5],
    ] as const)
      await charge(client, 'ask_ai', units, `${period}-a`);
    const largest = await read('?groupBy=client&orderBy=credits&limit=2');
    expect(largest.groups.map(({ key }) => key)).toEqual(['user_l', 'user_m']);
    expect(largest).toMatchObject({ totals: { credits: 16 } });
    expect(largest).not.toHaveProperty('next');
    const byKey = await read('?groupBy=client&orderBy=key');
    expect(byKey.groups.map(({ key }) => key)).toEqual(['user_k', 'user_l', 'user_m']);
  });

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-01-31T10:00:00', 'from'],
    ['from=2026-02-30', 'from'],
    ['from=1969-12-31', 'from'],
    ['to=9999-12-31T23:59:59-12:00', 'to'],
    ['from=2026-02-01&to=2026-02-01', 'to'],
    ['to=0000-01-01T00:00:00Z', 'to'],
    ['groupBy=wallet', 'groupBy'],
    ['format=xml', 'format'],
    ['product=Geo', 'product'],
    ['action=ask-ai', 'action'],
    ['clientId=%00', 'clientId'],
    ['limit=0', 'limit'],
    ['limit=10001', 'limit'],
    ['limit=', 'limit'],
    ['after=%00', 'after'],
    ['client=ada', 'client'],
    ['format=csv&limit=5', 'limit'],
    ['format=csv&after=a', 'after'],
    ['format=csv&orderBy=credits', 'orderBy'],
    ['orderBy=credits&after=a', 'after'],
    ['orderBy=margin', 'orderBy'],
    ['format=openmetrics&limit=5', 'limit'],
    ['format=openmetrics&after=a', 'after'],
    ['format=openmetrics&groupBy=client', 'groupBy'],
  ])('never by %s', async (query, path) => {
    const { body } = await api.admin.metrics(`?${query}`);
    expect(body).toMatchObject({ code: 'invalid_request', issues: [{ path }] });
  });

  it.each(['limit=1', 'limit=10000', 'from=1970-01-01', 'to=9998-12-31T23:59:59Z'])(
    'also by %s',
    async (query) => {
      expect((await api.admin.metrics(`?${query}`)).status).toBe(200);
    },
  );
});

describe('who may look', () => {
  it.each<[string, () => Caller, number]>([
    ['an operator', () => api.operator, 200],
    ['one who may only read', () => api.user('user_looks'), 200],
    ['a machine', () => api.admin, 200],
    [
      'a machine that may only read',
      () => api.withHeaders(async () => ({ 'x-cz-registry-admin': 'reader-secret' })),
      200,
    ],
    ['a user', () => api.user(), 403],
    ['a service', () => api.service, 403],
    ['the clock', () => api.cron, 403],
    ['a stranger', () => api.stranger, 401],
  ])('%s', async (_, caller, status) => {
    for (const format of ['json', 'csv', 'openmetrics']) {
      expect((await caller().metrics(`?format=${format}`)).status).toBe(status);
    }
  });

  it('is in the audit trail, with the client that was looked at', async () => {
    await api.operator.metrics('?clientId=user_looked_at');
    const { rows } = await unsafeSql(
      api.db,
      `SELECT who, doing FROM audit_log WHERE client_id = 'user_looked_at'`,
    );
    expect(rows).toEqual([{ who: 'user_operator', doing: 'metrics.read' }]);
  });
});

describe('metrics as CSV', () => {
  it('are a table of all groups', async () => {
    const period = nextMonth();
    const client = api.newClient();
    await charge(client, 'ask_ai', 20, 'a');
    await charge(client, 'flood_risk', 7, 'b');
    const { body, headers } = await api.admin.metrics(`?format=csv&from=${period}-01`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toContain('credits-metrics.csv');
    expect(body).toBe(
      'key,count,credits,shortfallCredits,estimatedCostEur,creditValueEur,marginEur,marginPercent\r\n' +
        'ask_ai,1,20,0,0.24,1,0.76,76\r\n' +
        'flood_risk,1,21,0,0.287,1.05,0.763,72.67\r\n',
    );
  });

  it('know no formula, and leave a percentage empty where there is none', async () => {
    const period = nextMonth();
    await charge('-user', 'ask_ai', 1, `${period}-a`);
    await reverse('-user', `${period}-a`, 1);
    const { body } = await api.admin.metrics('?format=csv&groupBy=client');
    expect(String(body).split('\r\n')[1]).toBe("'-user,1,0,0,0.012,0,-0.012,");
  });
});

describe('metrics for Prometheus', () => {
  const charged = async (query: string) => {
    const { body } = await api.admin.metrics(`?format=openmetrics&${query}`);
    return String(body)
      .split('\n')
      .filter((line) => line.startsWith('cz_credits_taken_total'));
  };

  it('are of the groups, the period and the filter that are asked for', async () => {
    const client = api.newClient();
    api.at('2026-01-15T10:00:00Z');
    await charge(client, 'ask_ai', 3, 'a');
    const period = nextMonth();
    await charge(client, 'ask_ai', 20, 'b');
    await charge(client, 'memo_draft', 1, 'c');
    const mine = `clientId=${client}`;
    expect(await charged(mine)).toEqual([
      'cz_credits_taken_total{action="ask_ai"} 23',
      'cz_credits_taken_total{action="memo_draft"} 20',
    ]);
    expect(await charged(`${mine}&groupBy=product&from=${period}-01`)).toEqual([
      'cz_credits_taken_total{product="geospatial"} 20',
      'cz_credits_taken_total{product="secondary_market"} 20',
    ]);
    expect(await charged(`${mine}&groupBy=client&action=ask_ai`)).toEqual([
      `cz_credits_taken_total{client="${client}"} 23`,
    ]);
    expect(await charged(`${mine}&to=1970-01-02`)).toEqual([]);
  });
});

describe('where the ledger can’t be reached', () => {
  it.each(['json', 'csv', 'openmetrics'])(
    'metrics as %s are an error, and not a part',
    async (format) => {
      const gone = await new TestApi().open({ db: goneDb, keys: api.keys });
      expect((await gone.admin.metrics(`?format=${format}`)).body).toMatchObject({
        code: 'ledger_unavailable',
      });
    },
  );
});

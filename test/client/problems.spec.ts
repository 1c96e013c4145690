import { describe, expect, it } from 'vitest';
import { problem } from '../../lib/contract/problem.js';
import { PROBLEMS } from '../../lib/http/problem.js';
import type { Result } from '../../web/client/index.js';
import { testApi } from '../support/app.js';
import { Network } from './network.js';
import { backend, somebody } from './stage.js';

const api = testApi();
const limited = testApi({ CZ_RATE_LIMIT_USERS: '1/60' });

const codes = problem.options.flatMap(({ shape: { code } }): readonly string[] =>
  'options' in code ? code.options : [...code.values],
);

it('the contract has a problem for every code that there is, and for no other', () => {
  expect([...codes].sort()).toEqual(Object.keys(PROBLEMS).sort());
});

const problemIn = (result: Result<unknown>) => {
  if (result.ok) throw new Error('it was not refused');
  return result.problem;
};

/** A client with a debit `d` of 10 and a settled hold `h`, and how its own product or the client themselves may call. */
const stage = async () => {
  const clientId = api.newClient();
  const service = backend(api);
  const ask = { clientId, actionId: 'ask_ai' };
  await service.debit({ ...ask, quantity: 10, key: 'd' });
  await service.hold({ ...ask, key: 'h' });
  await service.capture({ clientId, holdKey: 'h' });
  return { clientId, service, ask, user: somebody(api, clientId) };
};

type Stage = Awaited<ReturnType<typeof stage>>;

describe('a client that is refused has what it takes to act', () => {
  it.each<[code: string, provoke: (on: Stage) => Promise<Result<unknown>>, members: object]>([
    [
      'insufficient_credits',
      ({ user }) => user.debit({ actionId: 'ask_ai', quantity: 200 }),
      {
        required: 200,
        available: 109,
        shortfall: 91,
        topUp: { href: 'https://app.test/account#top-up', packs: expect.any(Array) },
      },
    ],
    [
      'unknown_action',
      ({ user }) => user.debit({ actionId: 'Fly to the Moon' }),
      { actionId: 'Fly to the Moon' },
    ],
    ['unknown_plan', ({ user }) => user.changePlan({ planId: 'gold' }), { planId: 'gold' }],
    ['unknown_hold', ({ user }) => user.capture({ holdKey: 'none' }), { holdKey: 'none' }],
    [
      'unknown_debit',
      ({ clientId, service }) => service.reverse({ clientId, debitKey: 'none', reason: 'x' }),
      { debitKey: 'none' },
    ],
    [
      'idempotency_key_reused',
      ({ ask, service }) => service.debit({ ...ask, key: 'd', quantity: 11 }),
      { idempotencyKey: 'd' },
    ],
    [
      'hold_settled',
      ({ clientId, service }) => service.release({ clientId, holdKey: 'h' }),
      { holdKey: 'h' },
    ],
    [
      'reversal_exceeds_debit',
      ({ clientId, service }) =>
        service.reverse({ clientId, debitKey: 'd', credits: 11, reason: 'x' }),
      { debitKey: 'd', reversible: 10 },
    ],
    [
      'invalid_request',
      ({ user }) => user.debit({ actionId: 'ask_ai', quantity: 0 }),
      { issues: [{ path: 'quantity', message: expect.any(String) }] },
    ],
    [
      'forbidden',
      async ({ ask, service, user }) => {
        await service.hold({ ...ask, quantity: 5, key: 'more' });
        return user.capture({ holdKey: 'more', quantity: 4 });
      },
      { reason: 'only a service may capture less than was held' },
    ],
  ])('%s', async (code, provoke, members) => {
    expect(problemIn(await provoke(await stage()))).toEqual({
      type: `urn:cz-credits:problem:${code}`,
      title: expect.any(String),
      status: Object.entries(PROBLEMS).find(([known]) => known === code)?.[1].status,
      detail: expect.any(String),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      code,
      ...members,
    });
  });

  it('limit_exceeded: the limit, and when it resets', async () => {
    const { clientId, service } = await stage();
    const hold = { mode: 'hold', actionId: 'ask_ai' } as const;
    const lenient = await api.otherwise({ CZ_CREDITS_ENFORCE: '0' });
    const free = backend(lenient);
    for (let batch = 0; batch < 10; batch += 1) {
      const items = Array.from({ length: 100 }, (_, n) => ({ ...hold, key: `${batch}-${n}` }));
      expect(await free.debits({ clientId, items })).toMatchObject({ ok: true });
    }
    expect(problemIn(await service.hold({ clientId, ...hold, key: 'one-more' }))).toMatchObject({
      code: 'limit_exceeded',
      limit: 'open_holds',
      most: 1000,
      resetsAt: '2026-01-15T10:15:00.000Z',
    });
  });

  it('plan_not_self_service: the plan that only an operator gives', async () => {
    await api.publish((current) => ({
      ...current,
      plans: current.plans.map(({ price, ...plan }) => ({ ...plan, selfService: false })),
    }));
    const user = somebody(api, api.newClient());
    expect(problemIn(await user.changePlan({ planId: 'professional' }))).toMatchObject({
      code: 'plan_not_self_service',
      planId: 'professional',
    });
  });

  it('unauthenticated: nobody is signed in', async () => {
    const client = backend(api, { network: new Network(api) });
    const stranger = somebody(api, 'not a client id');
    expect(problemIn(await stranger.state())).toMatchObject({ code: 'unauthenticated' });
    expect(await client.state({ clientId: 'ada' })).toMatchObject({ ok: true });
  });

  it('rate_limited: when to come again, and not at all before', async () => {
    const network = new Network(limited);
    const client = somebody(limited, 'ada', { network });
    await client.state();
    const refused = await client.state();
    expect(refused).toMatchObject({ problem: { code: 'rate_limited', status: 429 } });
    expect(refused).toHaveProperty('retryAfterSeconds', expect.closeTo(60, -1));
    expect(network.sent).toHaveLength(2);
  });
});

it('whoever publishes on an older version learns which one is in force', async () => {
  const { document } = await api.app.registry.current();
  const { body } = await api.admin.publish({ expectedVersion: 99, registry: document });
  expect(problem.parse(body)).toMatchObject({ code: 'version_conflict', currentVersion: 2 });
});

import { describe, expect, it } from 'vitest';
import { followSubscription } from '../../lib/credits/follow-subscription.js';
import type { CurrentSubscription } from '../../lib/payments/subscriptions.js';
import { clientId, idempotencyKey, planId, subscriptionId, traceId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { testApi } from '../support/app.js';

const api = testApi();

const TRACE = traceId('a'.repeat(32));

const on = (plan: string, id = 'sub_1', surplus: readonly string[] = []): CurrentSubscription => ({
  outcome: 'live',
  subscription: {
    id: subscriptionId(id),
    customerId: 'cus_1',
    planId: planId(plan),
    periodEnd: instant('2026-02-01T00:00:00Z'),
  },
  surplus: surplus.map(subscriptionId),
});

const NONE: CurrentSubscription = { outcome: 'none' };

/** A provider that says what it is told to, as late as it is told to. */
const provider = (said: CurrentSubscription) => {
  const held: (() => void)[] = [];
  const undone: string[] = [];
  const state = { said, holds: false, asked: 0 };
  const current = async () => {
    const answer = state.said;
    state.asked += 1;
    if (state.holds) await new Promise<void>((resolve) => held.push(resolve));
    return answer;
  };
  const release = () => {
    for (const letGo of held.splice(0)) letGo();
  };
  const undo = async (id: string) => void undone.push(id);
  return { state, undone, release, subscriptions: { current, undo } };
};

const client = () => {
  const walletId = { tenantId: api.app.tenantId, clientId: clientId(api.newClient()) };
  const moves = async () => {
    const { entries } = await api.app.ledger.read(walletId, { limit: 200 });
    return entries
      .flatMap(({ event }) => (event.type === 'PlanChanged' ? [event.to] : []))
      .reverse();
  };
  const follow = (stripe: ReturnType<typeof provider>) =>
    followSubscription(api.app, stripe, { walletId, traceId: TRACE });
  return { walletId, moves, follow };
};

const beenAsked = async ({ state }: ReturnType<typeof provider>, times: number): Promise<void> => {
  while (state.asked < times) await new Promise((resolve) => setImmediate(resolve));
};

describe('following a subscription', () => {
  it('goes round until the provider says nothing new', async () => {
    const stripe = provider(on('professional'));
    const { follow, moves } = client();
    expect(await follow(stripe)).toMatchObject({ outcome: 'followed', changed: true });
    expect(stripe.state.asked).toBe(2);
    expect(await follow(stripe)).toMatchObject({ outcome: 'followed', changed: false });
    expect(stripe.state.asked).toBe(3);
    expect(await moves()).toEqual(['professional']);
  });

  it('writes nothing where there is nothing, not even an opening', async () => {
    const { follow, walletId } = client();
    expect(await follow(provider(NONE))).toEqual({
      outcome: 'followed',
      subscription: undefined,
      changed: false,
    });
    expect((await api.app.ledger.read(walletId, { limit: 1 })).stored).toBeUndefined();
  });

  it.each<[string, CurrentSubscription, CurrentSubscription, string[]]>([
    ['a plan before another', on('intelligence'), on('professional'), ['professional']],
    ['nothing, before the payment', NONE, on('professional'), ['professional']],
    ['a plan, before its end', on('professional'), NONE, []],
    ['another subscription', on('intelligence', 'sub_0'), on('professional'), ['professional']],
  ])('never ends with what somebody who was held up once knew: %s', async (_, old, now, plans) => {
    const stripe = provider(old);
    const { follow, moves } = client();
    stripe.state.holds = true;
    const late = follow(stripe);
    await beenAsked(stripe, 1);
    stripe.state.holds = false;
    stripe.state.said = now;
    await follow(stripe);
    stripe.release();
    await late;
    expect((await moves()).at(-1)).toBe(plans.at(-1) ?? 'base');
    expect(await follow(stripe)).toMatchObject({ changed: false });
  });

  it('does not write what it was told late, where somebody wrote meanwhile', async () => {
    const stripe = provider(on('intelligence'));
    const { follow, moves } = client();
    stripe.state.holds = true;
    const late = follow(stripe);
    await beenAsked(stripe, 1);
    stripe.state.holds = false;
    stripe.state.said = on('professional');
    await follow(stripe);
    stripe.release();
    await late;
    expect(await moves()).toEqual(['professional']);
  });

  it('is done once by many at the same time', async () => {
    const stripe = provider(on('professional'));
    const { follow, moves } = client();
    await Promise.all(Array.from({ length: 20 }, () => follow(stripe)));
    expect(await moves()).toEqual(['professional']);
  });

  it('goes on from the last number, however often it changed before', async () => {
    const stripe = provider(NONE);
    const { follow, moves } = client();
    for (let nth = 0; nth < 12; nth += 1) {
      stripe.state.said = on(nth % 2 ? 'professional' : 'intelligence');
      await follow(stripe);
    }
    stripe.state.asked = 0;
    stripe.state.said = NONE;
    await follow(stripe);
    expect(stripe.state.asked).toBe(2);
    expect(await moves()).toHaveLength(13);
  });

  it('passes over a number whose key somebody else used', async () => {
    const stripe = provider(on('professional'));
    const { follow, moves, walletId } = client();
    const command = {
      type: 'ChangePlan',
      key: idempotencyKey('subscription:1'),
      at: api.app.now(),
      actor: { kind: 'system' },
      planId: 'intelligence',
    } as const;
    await api.app.submit({ walletId, traceId: TRACE, command });
    expect(await follow(stripe)).toMatchObject({ changed: true });
    expect(await moves()).toEqual(['intelligence', 'professional']);
  });

  it('leaves what an operator assigned, until something new is paid for', async () => {
    const stripe = provider(on('professional'));
    const { follow, moves, walletId } = client();
    await follow(stripe);
    await api.admin.plan({ clientId: walletId.clientId, planId: 'base' });
    await follow(stripe);
    expect(await moves()).toEqual(['professional', 'base']);
    stripe.state.said = on('intelligence');
    await follow(stripe);
    expect((await moves()).at(-1)).toBe('intelligence');
  });

  it('refuses a plan that the registry does not have, and leaves the one in force', async () => {
    const { follow, moves } = client();
    expect(await follow(provider(on('enterprise')))).toEqual({
      outcome: 'mismatch',
      reason: 'the ledger refused it: unknown_plan',
    });
    expect(await moves()).toEqual([]);
  });

  it('ends what a client has twice, and tells operators', async () => {
    const stripe = provider(on('professional', 'sub_1', ['sub_2']));
    const { follow } = client();
    await follow(stripe);
    expect(stripe.undone).toContain('sub_2');
    expect(api.logged).toContainEqual({
      level: 'error',
      message: 'a second subscription is ended and paid back',
      traceId: TRACE,
      id: 'sub_2',
    });
  });
});

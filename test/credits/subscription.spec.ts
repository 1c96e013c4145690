import { describe, expect, it } from 'vitest';
import { stateAnswer } from '../../lib/contract/state.js';
import { clientId, idempotencyKey, traceId } from '../../lib/wallet/ids.js';
import { testApi } from '../support/app.js';
import { follow, followNone } from '../wallet/asks.js';

const api = testApi();

let news = 0;

/** Straight to the ledger, as a webhook will. */
const tell = (client: string, said: ReturnType<typeof follow | typeof followNone>) => {
  news += 1;
  return api.app.submit({
    walletId: { tenantId: api.app.tenantId, clientId: clientId(client) },
    command: { ...said, key: idempotencyKey(`evt_${news}`), at: api.app.now() },
    traceId: traceId('4bf92f3577b34da6a3ce929d0e0e4736'),
  });
};

/** A client on professional, which is 2400 a month, from the first of February on; it has spent all of them. */
const subscriber = async () => {
  const client = api.newClient();
  api.at('2026-02-01T00:00:00Z');
  await tell(client, follow());
  await api.user(client).debit({ actionId: 'ask_ai', quantity: 2400, idempotencyKey: 'all' });
  return client;
};

const stateOf = async (client: string) =>
  stateAnswer.parse((await api.user(client).state('?tail=1')).body);

const unpaid = { pastDueSince: '2026-03-01T00:00:00Z', graceDays: 14 };

describe('the state of a plan that is paid for', () => {
  it('names the plan, and what is next', async () => {
    const client = await subscriber();
    expect(await stateOf(client)).toMatchObject({
      plan: { planId: 'professional' },
      subscription: { planId: 'professional', status: 'active' },
      nextGrant: { at: '2026-03-01T00:00:00.000Z', credits: 2400 },
    });
    await tell(client, follow({ next: ['intelligence', '2026-03-01T00:00:00Z'] }));
    const next = { planId: 'intelligence', at: '2026-03-01T00:00:00.000Z' };
    expect(await stateOf(client)).toMatchObject({
      subscription: { planId: 'professional', status: 'active', next },
      nextGrant: { credits: 600 },
    });
    await tell(client, followNone());
    expect(await stateOf(client)).not.toHaveProperty('subscription');
  });

  it('promises nothing while a payment is missing', async () => {
    const client = await subscriber();
    api.at('2026-03-01T01:00:00Z');
    await tell(client, follow({ ...unpaid, graceDays: 60 }));
    expect(await stateOf(client)).toMatchObject({
      balance: 0,
      subscription: {
        planId: 'professional',
        status: 'past_due',
        pastDueSince: '2026-03-01T00:00:00.000Z',
        fallsBackAt: '2026-04-30T00:00:00.000Z',
      },
      nextGrant: { at: '2026-04-01T00:00:00.000Z', credits: 0 },
    });
  });

  it('promises the default plan’s grant where that takes over before', async () => {
    const client = await subscriber();
    api.at('2026-03-01T01:00:00Z');
    await tell(client, follow(unpaid));
    expect((await stateOf(client)).nextGrant.credits).toBe(120);
    api.at('2026-03-15T00:00:00Z');
    const { balance, nextGrant, plan, subscription } = await stateOf(client);
    expect([plan.planId, balance, nextGrant.credits]).toEqual(['base', 120, 120]);
    expect(subscription).toEqual({
      planId: 'professional',
      status: 'past_due',
      pastDueSince: '2026-03-01T00:00:00.000Z',
    });
  });
});

describe('an entry of a plan that is paid for', () => {
  it('shows the provider’s id to those who look it up there, and to no user', async () => {
    const client = await subscriber();
    await tell(client, follow({ next: ['base', '2026-03-01T00:00:00Z'] }));
    const subscription = {
      planId: 'professional',
      next: { planId: 'base', at: '2026-03-01T00:00:00.000Z' },
    };
    const own = await api.user(client).state();
    expect(stateAnswer.parse(own.body).ledgerTail[0]?.subscription).toEqual(subscription);
    expect(JSON.stringify(own.body)).not.toContain('sub_1');
    const { body } = await api.service.state(`?clientId=${client}`);
    expect(stateAnswer.parse(body).ledgerTail[0]?.subscription).toEqual({
      id: 'sub_1',
      ...subscription,
    });
  });

  it('that time brought says why, and that the subscription ended', async () => {
    const client = await subscriber();
    await tell(client, follow({ next: ['base', '2026-03-01T00:00:00Z'] }));
    api.at('2026-03-02T00:00:00Z');
    await api.user(client).debit({ actionId: 'ask_ai', idempotencyKey: 'one' });
    const { body } = await api.user(client).state('?tail=3');
    expect(stateAnswer.parse(body).ledgerTail[2]).toMatchObject({
      kind: 'plan',
      actor: 'system',
      name: 'CZ_SMCR|plan|next 2026-03-01T00:00:00.000Z',
      from: 'professional',
      to: 'base',
      subscription: null,
      fellDue: { why: 'next', at: '2026-03-01T00:00:00.000Z' },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { stateAnswer } from '../../lib/contract/state.js';
import { usedKeyOf } from '../../lib/ledger/used-key.js';
import type { Command } from '../../lib/wallet/command.js';
import { credits } from '../../lib/wallet/credits.js';
import { entryName } from '../../lib/wallet/entry-name.js';
import { clientId, idempotencyKey, packId, traceId } from '../../lib/wallet/ids.js';
import { testApi } from '../support/app.js';

const api = testApi();

const paymentKey = idempotencyKey('cs_1');

/** Straight to the ledger: there is no endpoint for these movements yet, and entries of them are shown all the same. */
const submit = (client: string, command: Command) =>
  api.app.submit({
    walletId: { tenantId: api.app.tenantId, clientId: clientId(client) },
    command,
    traceId: traceId('4bf92f3577b34da6a3ce929d0e0e4736'),
  });

const asked = (key: string) => ({
  key: idempotencyKey(key),
  at: api.app.now(),
  actor: { kind: 'stripe' } as const,
});

describe('an entry', () => {
  it('of a payment shows what was paid and what went back', async () => {
    const client = api.newClient();
    const paid = { amountMinor: 600, currency: 'eur' };
    const returned = { type: 'ReturnPayment', paymentKey } as const;
    await submit(client, {
      type: 'TopUp',
      ...asked('cs_1'),
      packId: packId('pack_100'),
      credits: credits(100),
      paid,
    });
    await submit(client, { ...returned, ...asked('re_1'), returnedMinor: 300 });
    await submit(client, { ...returned, ...asked('re_2'), returnedMinor: 0 });
    const { body } = await api.user(client).state('?tail=3');
    expect(stateAnswer.parse(body).ledgerTail).toMatchObject([
      { kind: 'reinstatement', credits: 50, ref: 'CZ_SMCR|topup|cs_1', actor: 'stripe' },
      { kind: 'clawback', creditsDelta: -50, returned: { amountMinor: 300, currency: 'eur' } },
      { kind: 'topup', creditsDelta: 100, packId: 'pack_100', paid },
    ]);
  });

  it('of a correction shows its reason and its author', async () => {
    const client = api.newClient();
    await submit(client, {
      type: 'AdjustBalance',
      ...asked('ticket-7'),
      actor: { kind: 'admin', who: 'ada' },
      credits: credits(25),
      reason: 'goodwill',
    });
    const { body } = await api.user(client).state('?tail=1');
    expect(body).toMatchObject({
      balance: 145,
      purchased: 25,
      ledgerTail: [{ kind: 'adjustment', reason: 'goodwill', actor: 'admin:ada' }],
    });
  });

  it('of an adoption names the rows that it sums, and what its keys were stays in the books', async () => {
    const client = api.newClient();
    const key = usedKeyOf(entryName('debit', 'older'));
    await submit(client, {
      type: 'AdoptRows',
      ...asked('2-rows'),
      actor: { kind: 'admin', who: 'ada' },
      rows: [
        { id: 41, credits: credits(90) },
        { id: 57, credits: credits(-20), key },
      ],
    });
    const { body } = await api.user(client).state('?tail=1');
    const [entry] = stateAnswer.parse(body).ledgerTail;
    expect(entry).toMatchObject({ kind: 'adoption', rows: [41, 57], sum: 70, creditsDelta: 70 });
    expect(JSON.stringify(body)).not.toContain(key);
    const again = await api.user(client).debit({ actionId: 'ask_ai', idempotencyKey: 'older' });
    expect(again).toMatchObject({
      status: 409,
      body: {
        code: 'idempotency_key_reused',
        adopted: true,
        detail: expect.stringContaining('older code used this key'),
      },
    });
  });

  it('of a lowered cap shows what it cut, before the grant that came with it', async () => {
    const client = api.newClient();
    await api.user(client).debit({ actionId: 'ask_ai', idempotencyKey: 'a' });
    await api.publish((document) => ({
      ...document,
      plans: document.plans.map((plan) =>
        plan.planId === 'base' ? { ...plan, monthlyGrant: 30, softCap: 100 } : plan,
      ),
    }));
    api.at('2026-02-01T00:00:00Z');
    await api.user(client).debit({ actionId: 'ask_ai', idempotencyKey: 'b' });
    const { body } = await api.user(client).state('?tail=3');
    expect(stateAnswer.parse(body).ledgerTail).toMatchObject([
      { kind: 'debit', balanceAfter: 99 },
      { kind: 'grant', credits: 0, keptBack: 30, registryVersion: 2 },
      { kind: 'trim', name: 'CZ_SMCR|trim|2026-02', creditsDelta: -19, softCap: 100 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';

const api = testApi();

describe('POST /api/credits-debit', () => {
  it('opens the wallet, charges it, and explains the entry', async () => {
    const clientId = api.newClient();
    const { body, headers, status } = await api
      .user(clientId)
      .debit({ actionId: 'ask_ai', quantity: 3, idempotencyKey: 'question-1' });
    expect(status).toBe(200);
    expect(headers.get('idempotency-replayed')).toBe('false');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      status: 'debited',
      balance: 117,
      available: 117,
      enforced: true,
      receipt: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
      entry: {
        eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}$/),
        seq: 3,
        kind: 'debit',
        name: 'CZ_SMCR|debit|question-1',
        tenantId: 'cityzeen',
        clientId,
        actor: 'user',
        product: 'geospatial',
        actionId: 'ask_ai',
        quantity: 3,
        creditsPerUnit: 1,
        creditsDelta: -3,
        balanceAfter: 117,
        fromGranted: 3,
        fromPurchased: 0,
        enforced: true,
        idempotencyKey: 'question-1',
        traceId: headers.get('x-trace-id'),
        registryVersion: 1,
        createdAt: '2026-01-15T10:00:00.000Z',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it('charges one unit where no quantity is given', async () => {
    const { body } = await api.user().debit({ actionId: 'isochrone', idempotencyKey: 'a' });
    expect(body).toMatchObject({ entry: { quantity: 1, creditsDelta: -2 }, balance: 118 });
  });

  it('lets a service charge the client it names, and shows it what that costs us', async () => {
    const clientId = api.newClient();
    const { body } = await api.service.debit({
      clientId,
      actionId: 'satellite_change',
      idempotencyKey: 'scene-1',
    });
    expect(body).toMatchObject({
      entry: { clientId, actor: 'service:worker', creditsDelta: -25, estimatedCostEur: 0.62 },
    });
  });

  it.each([
    ['a user for somebody else', () => api.user(), 'user_1'],
    ['the operators, who do not charge', () => api.admin, 'user_1'],
    ['an operator for somebody else', () => api.operator, 'user_1'],
  ])('is forbidden to %s', async (_, caller, clientId) => {
    const body = { clientId, actionId: 'ask_ai', idempotencyKey: 'a' };
    expect((await caller().debit(body)).body).toMatchObject({ code: 'forbidden', status: 403 });
  });

  it('is an operator’s own to ask where they name nobody: they are a user then', async () => {
    const { body } = await api.operator.debit({ actionId: 'ask_ai', idempotencyKey: 'own' });
    expect(body).toMatchObject({ entry: { clientId: 'user_operator', actor: 'user' } });
  });

  it('needs to know from a service whose wallet is meant', async () => {
    const { body } = await api.service.debit({ actionId: 'ask_ai', idempotencyKey: 'a' });
    expect(body).toMatchObject({ code: 'invalid_request', issues: [{ path: 'clientId' }] });
  });

  it.each(['', 'a b', 'ä', 'a/b', '../etc', 'a'.repeat(129), 7, null])(
    'refuses %j as a client id',
    async (clientId) => {
      const { body } = await api.service.debit({
        clientId,
        actionId: 'ask_ai',
        idempotencyKey: 'a',
      });
      expect(body).toMatchObject({ status: 422, issues: [{ path: 'clientId' }] });
    },
  );

  it.each(['a'.repeat(128), '__proto__', '-', 'constructor'])(
    'takes %s for a client id like any other',
    async (clientId) => {
      const { body } = await api.service.debit({
        clientId,
        actionId: 'ask_ai',
        idempotencyKey: 'a',
      });
      expect(body).toMatchObject({ balance: 119, entry: { clientId } });
    },
  );
});

describe('the quantity of a debit', () => {
  it.each([1, 1_000_000])('can be %d', async (quantity) => {
    const { body } = await api.user().debit({ actionId: 'ask_ai', quantity, idempotencyKey: 'a' });
    expect(body).toMatchObject(
      quantity === 1 ? { balance: 119 } : { code: 'insufficient_credits', required: 1_000_000 },
    );
  });

  it.each([0, -1, 1_000_001, 1.5, '1', null, true, [1]])("can't be %j", async (quantity) => {
    const { body } = await api.user().debit({ actionId: 'ask_ai', quantity, idempotencyKey: 'a' });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'quantity' }] });
  });
});

describe('a debit that is not paid for', () => {
  it('is refused with what is missing and where to get it, and nothing is written', async () => {
    const ada = api.user();
    const { body, headers, status } = await ada.debit({
      actionId: 'ask_ai',
      quantity: 121,
      idempotencyKey: 'a',
    });
    expect(status).toBe(402);
    expect(body).toEqual({
      type: 'urn:cz-credits:problem:insufficient_credits',
      title: 'Not enough credits',
      status: 402,
      detail: expect.stringContaining('121 credits are needed and 120 are available'),
      code: 'insufficient_credits',
      traceId: headers.get('x-trace-id'),
      required: 121,
      available: 120,
      shortfall: 1,
      topUp: {
        href: 'https://app.test/account#top-up',
        packs: [
          { packId: 'pack_100', name: '100 credits', credits: 100, price: eur(600) },
          { packId: 'pack_500', name: '500 credits', credits: 500, price: eur(2700) },
          { packId: 'pack_2000', name: '2,000 credits', credits: 2000, price: eur(9900) },
        ],
      },
    });
    expect((await ada.state()).body).toMatchObject({ version: 0, ledgerTail: [] });
  });

  it('may succeed later under the same key: a refusal is not remembered', async () => {
    const ada = api.user();
    const ask = { actionId: 'ask_ai', quantity: 121, idempotencyKey: 'later' };
    await ada.debit({ actionId: 'ask_ai', idempotencyKey: 'opens' });
    expect((await ada.debit(ask)).status).toBe(402);
    api.at('2026-02-01T00:00:00Z');
    expect((await ada.debit(ask)).body).toMatchObject({ status: 'debited', balance: 118 });
  });

  it('takes what there is and warns of the rest where nothing is enforced', async () => {
    const lenient = await api.otherwise({ CZ_CREDITS_ENFORCE: '0' });
    const ada = lenient.user('lenient');
    const { body } = await ada.debit({ actionId: 'ask_ai', quantity: 121, idempotencyKey: 'a' });
    expect(body).toMatchObject({
      status: 'debited',
      balance: 0,
      available: 0,
      enforced: false,
      warning: 'insufficient_credits',
      shortfall: 1,
      entry: { creditsDelta: -120, shortfall: 1, enforced: false },
    });
  });
});

const eur = (amountMinor: number) => ({ amountMinor, currency: 'eur' });

describe('a dry run', () => {
  it('answers as the debit would, without a receipt, and writes nothing', async () => {
    const ada = api.user();
    const ask = { actionId: 'ask_ai', quantity: 5, idempotencyKey: 'a' };
    const { body, headers } = await ada.debit({ ...ask, dryRun: true });
    expect(body).toMatchObject({
      status: 'debited',
      balance: 115,
      dryRun: true,
      entry: { seq: 3 },
    });
    expect(body).not.toHaveProperty('receipt');
    expect(headers.get('idempotency-replayed')).toBe('false');
    expect((await ada.state()).body).toMatchObject({ version: 0, balance: 120, ledgerTail: [] });
    const real = await ada.debit({ ...ask, dryRun: false });
    expect(real.headers.get('idempotency-replayed')).toBe('false');
    expect(real.body).toHaveProperty('receipt');
  });

  it('is refused as the debit would be', async () => {
    const ask = { actionId: 'ask_ai', quantity: 121, idempotencyKey: 'a', dryRun: true };
    expect((await api.user().debit(ask)).status).toBe(402);
  });
});

describe('an action', () => {
  it('that nobody knows is a 404 with the name as it was given', async () => {
    const { body } = await api.user().debit({ actionId: 'Tele-Port', idempotencyKey: 'a' });
    expect(body).toMatchObject({ code: 'unknown_action', status: 404, actionId: 'Tele-Port' });
  });

  it('that is charged by services refuses a user', async () => {
    const { body } = await api.user().debit({ actionId: 'satellite_change', idempotencyKey: 'a' });
    expect(body).toMatchObject({ code: 'forbidden', status: 403 });
  });

  it('of another product refuses a service that is bound to one', async () => {
    const clientId = api.newClient();
    const ask = { clientId, actionId: 'deal_screen', idempotencyKey: 'a' };
    expect((await api.geospatial.debit(ask)).body).toMatchObject({ code: 'forbidden' });
    expect((await api.service.debit(ask)).status).toBe(200);
    expect((await api.geospatial.debit(ask)).body).toMatchObject({ code: 'forbidden' });
  });

  it.each([
    [{ actionID: 'ask_ai', idempotencyKey: 'a' }, 'actionId', 'actionID'],
    [{ actionId: 'ask_ai' }, 'idempotencyKey', 'idempotencyKey'],
    [{ actionId: '', idempotencyKey: 'a' }, 'actionId', 'actionId'],
    [{ actionId: 'a'.repeat(101), idempotencyKey: 'a' }, 'actionId', 'actionId'],
    [{ mode: 'pay', actionId: 'ask_ai', idempotencyKey: 'a' }, 'mode', 'mode'],
    [{ actionId: 'ask_ai', idempotencyKey: 'a', quantitiy: 2 }, 'quantitiy', 'quantitiy'],
    [{ actionId: 'ask_ai', idempotencyKey: 'a', dryRun: 'yes' }, 'dryRun', 'dryRun'],
  ])('is not guessed from %j', async (ask, first, last) => {
    const { body, status } = await api.user().debit(ask);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid_request' });
    const paths = JSON.stringify(body);
    expect(paths).toContain(`"path":"${first}"`);
    expect(paths).toContain(`"path":"${last}"`);
  });
});

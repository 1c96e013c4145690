import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const api = testApi();

/** A client with a hold of ten questions, and everybody who may come to settle it. */
const withHold = async (actionId = 'ask_ai') => {
  const clientId = api.newClient();
  const hold = { clientId, mode: 'hold', actionId, quantity: 10, idempotencyKey: 'h' };
  const held = await api.service.debit(hold);
  const as = (caller: Caller) => (body: object) => caller.debit({ clientId, ...body });
  return {
    held,
    user: api.user(clientId),
    service: as(api.service),
    geospatial: as(api.geospatial),
    admin: as(api.admin),
    operator: as(api.operator),
  };
};

const capture = { mode: 'capture', holdKey: 'h', idempotencyKey: 'c' };
const release = { mode: 'release', holdKey: 'h', idempotencyKey: 'r' };

describe('a hold', () => {
  it('reserves without taking, and shows in the state until it expires', async () => {
    const { held, user } = await withHold();
    expect(held.body).toMatchObject({
      status: 'held',
      balance: 120,
      available: 110,
      entry: { kind: 'hold', creditsDelta: 0, credits: 10, expiresAt: '2026-01-15T10:15:00.000Z' },
    });
    expect(held.body).toHaveProperty('receipt');
    const holds = [{ key: 'h', credits: 10, expiresAt: '2026-01-15T10:15:00.000Z' }];
    expect((await user.state()).body).toMatchObject({ held: 10, available: 110, holds });
    api.at('2026-01-15T10:15:00Z');
    expect((await user.state()).body).toMatchObject({ held: 0, available: 120, holds: [] });
  });

  it('can be placed by a user, for between a second and a day', async () => {
    const ada = api.user();
    const hold = (expiresInSeconds: number) =>
      ada.debit({
        mode: 'hold',
        actionId: 'ask_ai',
        expiresInSeconds,
        idempotencyKey: `for-${expiresInSeconds}`,
      });
    expect((await hold(1)).body).toMatchObject({
      entry: { actor: 'user', expiresAt: '2026-01-15T10:00:01.000Z' },
    });
    expect((await hold(86_400)).status).toBe(200);
    for (const seconds of [0, 86_401, 1.5]) {
      const issues = [{ path: 'expiresInSeconds' }];
      expect((await hold(seconds)).body).toMatchObject({ status: 422, issues });
    }
  });

  it('is refused where too little is available', async () => {
    const { user } = await withHold();
    const ask = { mode: 'hold', actionId: 'ask_ai', quantity: 111, idempotencyKey: 'more' };
    expect((await user.debit(ask)).body).toMatchObject({
      status: 402,
      required: 111,
      available: 110,
      shortfall: 1,
    });
  });
});

describe('the holds of a wallet', () => {
  it('are a thousand at most, and the answer says when there is room again', async () => {
    const clientId = api.newClient();
    const hold = (at: number) => ({
      mode: 'hold',
      actionId: 'ask_ai',
      expiresInSeconds: 900 + at,
      idempotencyKey: `h${at}`,
    });
    await api.service.plan({ clientId, planId: 'professional' });
    for (let list = 0; list < 10; list += 1) {
      const debits = Array.from({ length: 100 }, (_, at) => hold(100 * list + at));
      expect((await api.service.debit({ clientId, debits })).status).toBe(200);
    }
    const { body } = await api.service.debit({ clientId, ...hold(1000) });
    expect(body).toMatchObject({
      status: 402,
      code: 'limit_exceeded',
      limit: 'open_holds',
      most: 1000,
      resetsAt: '2026-01-15T10:15:00.000Z',
    });
    api.at('2026-01-15T10:15:00Z');
    expect((await api.service.debit({ clientId, ...hold(1000) })).status).toBe(200);
  });
});

describe('a capture', () => {
  it('is a user’s in full, at the price of the hold', async () => {
    const { user } = await withHold();
    const { body } = await user.debit(capture);
    expect(body).toMatchObject({
      status: 'captured',
      balance: 110,
      available: 110,
      entry: { creditsDelta: -10, quantity: 10, holdKey: 'h', ref: 'CZ_SMCR|hold|h' },
    });
    expect(body).toHaveProperty('receipt');
  });

  it('of less than was held is a service’s only', async () => {
    const { service, user } = await withHold();
    const less = { ...capture, quantity: 9 };
    expect((await user.debit(less)).body).toMatchObject({ code: 'forbidden', status: 403 });
    expect((await service(less)).body).toMatchObject({ balance: 111, available: 111 });
  });

  it('is replayed, and a second one under another key finds the hold settled', async () => {
    const { service } = await withHold();
    const first = await service(capture);
    const again = await service(capture);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await service({ ...capture, idempotencyKey: 'other' })).body).toMatchObject({
      status: 409,
      code: 'hold_settled',
      holdKey: 'h',
    });
    expect((await service(release)).body).toMatchObject({ code: 'hold_settled' });
  });

  it('of no hold is a 404 with its key', async () => {
    const { body } = await api.user().debit(capture);
    expect(body).toMatchObject({ status: 404, code: 'unknown_hold', holdKey: 'h' });
  });

  it('after the hold expired still takes what the work cost', async () => {
    const { service } = await withHold();
    api.at('2026-01-20T00:00:00Z');
    expect((await service(capture)).body).toMatchObject({ status: 'captured', balance: 110 });
  });
});

describe('a release', () => {
  it('gives a hold back, and is a service’s', async () => {
    const { service, user } = await withHold();
    expect((await user.debit(release)).body).toMatchObject({ code: 'forbidden' });
    const { body } = await service(release);
    expect(body).toMatchObject({ status: 'released', balance: 120, available: 120 });
    expect(body).not.toHaveProperty('receipt');
    expect((await service(capture)).body).toMatchObject({ code: 'hold_settled' });
  });
});

describe('a reversal', () => {
  const reverse = { mode: 'reverse', debitKey: 'c', reason: 'no answer', idempotencyKey: 'v' };

  it.each(['service', 'geospatial', 'admin', 'operator'] as const)(
    'is carried out for the %s',
    async (who) => {
      const stage = await withHold();
      await stage.service(capture);
      const { body } = await stage[who](reverse);
      expect(body).toMatchObject({
        status: 'reversed',
        balance: 120,
        entry: { creditsDelta: 10, ref: 'CZ_SMCR|capture|c', reason: 'no answer' },
      });
      expect(body).not.toHaveProperty('receipt');
    },
  );

  it('names the operator who asked for it', async () => {
    const { admin, operator, service } = await withHold();
    await service(capture);
    const half = { ...reverse, credits: 4 };
    const [machine, person] = [
      await admin({ ...half, idempotencyKey: '1' }),
      await operator({ ...half, idempotencyKey: '2' }),
    ];
    expect(machine.body).toMatchObject({ entry: { actor: 'admin:machine', creditsDelta: 4 } });
    expect(person.body).toMatchObject({ entry: { actor: 'admin:user_operator' } });
    expect((await admin({ ...reverse, credits: 3, idempotencyKey: '3' })).body).toMatchObject({
      status: 409,
      code: 'reversal_exceeds_debit',
      debitKey: 'c',
      reversible: 2,
    });
  });

  it('is not the user’s, nor that of a service bound to another product', async () => {
    const { geospatial, service, user } = await withHold('deal_screen');
    await service(capture);
    expect((await user.debit(reverse)).body).toMatchObject({ code: 'forbidden' });
    expect((await geospatial(reverse)).body).toMatchObject({ code: 'forbidden' });
    expect((await geospatial({ ...capture })).body).toMatchObject({ code: 'forbidden' });
  });

  it('of no debit is a 404 with its key', async () => {
    const { service } = await withHold();
    expect((await service(reverse)).body).toMatchObject({
      status: 404,
      code: 'unknown_debit',
      debitKey: 'c',
    });
  });

  it('means the debit where a capture has the same key, unless it says otherwise', async () => {
    const { service } = await withHold();
    await service({ actionId: 'isochrone', idempotencyKey: 'c' });
    await service(capture);
    const [debit, captured] = [
      await service(reverse),
      await service({ ...reverse, debitKind: 'capture', idempotencyKey: 'w' }),
    ];
    expect(debit.body).toMatchObject({ entry: { ref: 'CZ_SMCR|debit|c', creditsDelta: 2 } });
    expect(captured.body).toMatchObject({ entry: { ref: 'CZ_SMCR|capture|c', creditsDelta: 10 } });
  });

  it.each([
    ['', 'reason'],
    ['   ', 'reason'],
    ['a'.repeat(501), 'reason'],
  ])('needs a reason, and %j is none', async (reason, path) => {
    const { service } = await withHold();
    expect((await service({ ...reverse, reason })).body).toMatchObject({ issues: [{ path }] });
  });

  it.each([0, -1, 0.5, '1'])('can’t give back %j credits', async (credits) => {
    const { service } = await withHold();
    const issues = [{ path: 'credits' }];
    expect((await service({ ...reverse, credits })).body).toMatchObject({ status: 422, issues });
  });
});

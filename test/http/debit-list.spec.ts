import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';

const api = testApi();

const ask = (idempotencyKey: string, quantity = 1) => ({
  actionId: 'ask_ai',
  quantity,
  idempotencyKey,
});

describe('a list of debits', () => {
  it('answers each item for itself, in order, and is a 200 over all', async () => {
    const clientId = api.newClient();
    const { body, headers, status } = await api.service.debit({
      clientId,
      debits: [
        ask('a'),
        ask('b', 120),
        { mode: 'hold', ...ask('h', 10) },
        { mode: 'capture', holdKey: 'h', quantity: 4, idempotencyKey: 'c' },
        { mode: 'reverse', debitKey: 'a', reason: 'test', idempotencyKey: 'v' },
        { mode: 'release', holdKey: 'h', idempotencyKey: 'r' },
        { actionId: 'teleport', idempotencyKey: 't' },
        { ...ask('dry', 5), dryRun: true },
      ],
    });
    expect(status).toBe(200);
    expect(headers.get('idempotency-replayed')).toBe('false');
    expect(body).toMatchObject({
      results: [
        { status: 'debited', balance: 119, replayed: false },
        { status: 402, code: 'insufficient_credits', required: 120, available: 119 },
        { status: 'held', available: 109 },
        { status: 'captured', balance: 115 },
        { status: 'reversed', balance: 116 },
        { status: 409, code: 'hold_settled' },
        { status: 404, code: 'unknown_action', actionId: 'teleport' },
        { status: 'debited', balance: 111, dryRun: true },
      ],
    });
    expect((await api.user(clientId).state()).body).toMatchObject({ balance: 116 });
  });

  it('says of each item that is not valid where, without a word on the others', async () => {
    const { body } = await api.user().debit({
      debits: [ask('a'), { ...ask('b'), quantity: 0 }, null, 'ask_ai', [], {}, ask('c')],
    });
    const invalid = { status: 422, code: 'invalid_request', detail: expect.any(String) };
    expect(body).toMatchObject({
      results: [
        { status: 'debited' },
        { ...invalid, issues: [{ path: 'quantity' }] },
        invalid,
        invalid,
        invalid,
        { ...invalid, issues: [{ path: 'actionId' }, { path: 'idempotencyKey' }] },
        { status: 'debited', balance: 118 },
      ],
    });
  });

  it('carries out a key that comes twice once', async () => {
    const { body, headers } = await api.user().debit({
      debits: [ask('a'), ask('a'), ask('a', 2)],
    });
    expect(headers.get('idempotency-replayed')).toBe('false');
    expect(body).toMatchObject({
      results: [
        { status: 'debited', replayed: false, entry: { seq: 3 } },
        { status: 'debited', replayed: true, entry: { seq: 3 } },
        { status: 409, code: 'idempotency_key_reused' },
      ],
    });
  });

  it('is a replay where every item is, with equal answers', async () => {
    const ada = api.user();
    const debits = [ask('a'), { ...ask('b'), actionId: 'isochrone' }];
    const first = await ada.debit({ debits });
    const again = await ada.debit({ debits });
    expect(first.headers.get('idempotency-replayed')).toBe('false');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const sameButReplayed = JSON.stringify(first.body).replaceAll(
      '"replayed":false',
      '"replayed":true',
    );
    expect(JSON.stringify(again.body)).toBe(sameButReplayed);
    const mixed = await ada.debit({ debits: [...debits, ask('new')] });
    expect(mixed.headers.get('idempotency-replayed')).toBe('false');
  });

  it.each([1, 100])('can have %d items', async (length) => {
    const debits = Array.from({ length }, (_, at) => ask(`key-${at}`));
    const { body, status } = await api.user().debit({ debits });
    expect(status).toBe(200);
    expect(body).toMatchObject({ results: { length } });
  });

  it.each([0, 101])('can’t have %d items, and none of them is carried out', async (length) => {
    const ada = api.user();
    const debits = Array.from({ length }, (_, at) => ask(`key-${at}`));
    const { body } = await ada.debit({ debits });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'debits' }] });
    expect((await ada.state()).body).toMatchObject({ version: 0 });
  });

  it.each([null, {}, 'ask_ai', 1])('can’t be %j', async (debits) => {
    const { body } = await api.user().debit({ debits });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'debits' }] });
  });

  it('leaves no room for members that belong into its items', async () => {
    const { body } = await api.user().debit({ debits: [ask('a')], ...ask('b'), dryRun: true });
    const paths = ['actionId', 'quantity', 'idempotencyKey', 'dryRun'];
    expect(body).toMatchObject({ status: 422, issues: paths.map((path) => ({ path })) });
  });

  it('has no use for an Idempotency-Key: each item has its own', async () => {
    const { body } = await api.user().debit({ debits: [ask('a')] }, { 'idempotency-key': 'a' });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'idempotencyKey' }] });
  });

  it('has the client at its top only', async () => {
    const clientId = api.newClient();
    const { body } = await api.service.debit({ clientId, debits: [{ ...ask('a'), clientId }] });
    expect(body).toMatchObject({ results: [{ status: 422, issues: [{ path: 'clientId' }] }] });
    const nobody = await api.service.debit({ debits: [ask('a')] });
    expect(nobody.body).toMatchObject({ status: 422, issues: [{ path: 'clientId' }] });
  });

  it('of what an operator may not ask for is refused item by item', async () => {
    const clientId = api.newClient();
    const { body } = await api.admin.debit({ clientId, debits: [ask('a')] });
    expect(body).toMatchObject({ results: [{ status: 403, code: 'forbidden' }] });
  });

  it('never takes more than there is, in whatever order it is decided', async () => {
    const ada = api.user();
    const debits = Array.from({ length: 100 }, (_, at) => ask(`key-${at}`, 3));
    const { body } = await ada.debit({ debits });
    const statuses = JSON.stringify(body).match(/"status":("debited"|402)/g) ?? [];
    expect(statuses.filter((status) => status.includes('debited'))).toHaveLength(40);
    expect(statuses).toHaveLength(100);
    expect((await ada.state()).body).toMatchObject({ balance: 0 });
  });
});

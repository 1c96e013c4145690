import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { debitAnswer } from '../../lib/contract/debit.js';
import { memoryStore } from '../../web/client/index.js';
import { verifyReceipt } from '../../web/client/receipt.js';
import { testApi } from '../support/app.js';

const api = testApi();

const expected = { secret: 'receipt-secret', issuer: 'cityzeen', product: 'geospatial' };

const EXPIRED = { ok: false, why: 'expired' };

const ask = { actionId: 'ask_ai', quantity: 3, idempotencyKey: 'question-1' };

/** Charged now, in real time: receipts live in the time of those who verify them. */
const charge = async (clientId: string, body: object = ask) => {
  api.at(new Date().toISOString());
  const reply = await api.service.debit({ clientId, ...body });
  return debitAnswer.parse(reply.body);
};

const receiptFor = async (body: object = ask) =>
  (await charge(api.newClient(), body)).receipt ?? '';

describe('a receipt', () => {
  it('proves who was charged for what, without a call', async () => {
    const clientId = api.newClient();
    const { entry, receipt = '' } = await charge(clientId);
    const issuedAt = Math.floor(Date.parse(entry.createdAt) / 1000);
    expect(await verifyReceipt(receipt, expected)).toEqual({
      ok: true,
      claims: {
        clientId,
        product: 'geospatial',
        kind: 'debit',
        actionId: 'ask_ai',
        quantity: 3,
        key: 'question-1',
        entry: 3,
        expiresAt: new Date((issuedAt + 900) * 1000).toISOString(),
      },
    });
    expect(decodeJwt(receipt)).toEqual({
      iss: 'cityzeen',
      sub: clientId,
      aud: 'geospatial',
      kind: 'debit',
      action: 'ask_ai',
      quantity: 3,
      key: 'question-1',
      entry: 3,
      iat: issuedAt,
      exp: issuedAt + 900,
    });
  });

  it.each([
    ['another product', { product: 'secondary_market' }, 'other_product'],
    ['another secret', { secret: 'receipt-secreT' }, 'not_ours'],
    ['another issuer', { issuer: 'somebody' }, 'not_ours'],
  ] as const)('does not hold for %s', async (_, other, why) => {
    const receipt = await receiptFor();
    expect(await verifyReceipt(receipt, { ...expected, ...other })).toEqual({ ok: false, why });
  });

  it('holds for the work that it was paid for, and no more of it', async () => {
    const clientId = api.newClient();
    const { receipt = '' } = await charge(clientId);
    const verify = (work: object) =>
      verifyReceipt(receipt, {
        ...expected,
        work: { clientId, actionId: 'ask_ai', quantity: 3, ...work },
      });
    expect(await verify({})).toMatchObject({ ok: true });
    for (const other of [{ clientId: 'eve' }, { actionId: 'memo_draft' }, { quantity: 4 }]) {
      expect(await verify(other)).toEqual({ ok: false, why: 'other_work' });
    }
  });

  it('lets work be done once, where that is asked for', async () => {
    const terms = { ...expected, once: memoryStore() };
    const [one, another] = [await receiptFor(), await receiptFor()];
    expect(await verifyReceipt(one, terms)).toMatchObject({ ok: true });
    expect(await verifyReceipt(one, terms)).toEqual({ ok: false, why: 'used' });
    expect(await verifyReceipt(another, terms)).toMatchObject({ ok: true });
  });

  it.each([
    ['an altered claim', (parts: string[]) => [parts[0], flipped(parts[1]), parts[2]]],
    ['no signature', (parts: string[]) => [parts[0], parts[1], '']],
    [
      'no algorithm',
      (parts: string[]) => [Buffer.from('{"alg":"none"}').toString('base64url'), parts[1], ''],
    ],
  ])('does not hold with %s', async (_, forge) => {
    const forged = forge((await receiptFor()).split('.')).join('.');
    expect(await verifyReceipt(forged, expected)).toEqual({ ok: false, why: 'not_ours' });
  });

  it('is the same again when its request is repeated, and holds until it expires', async () => {
    const clientId = api.newClient();
    api.at(new Date(Date.now() - 840_000).toISOString());
    const body = { clientId, ...ask };
    const first = debitAnswer.parse((await api.service.debit(body)).body);
    const again = await charge(clientId);
    expect(again.receipt).toBe(first.receipt);
    expect(await verifyReceipt(again.receipt ?? '', expected)).toMatchObject({ ok: true });
  });

  it('of a charge that is older than 15 minutes is expired, also when it is asked for again', async () => {
    const clientId = api.newClient();
    api.at(new Date(Date.now() - 901_000).toISOString());
    await api.service.debit({ clientId, ...ask });
    const { receipt = '' } = await charge(clientId);
    expect(await verifyReceipt(receipt, expected)).toEqual(EXPIRED);
  });

  it('comes with captures, which are charges, and with holds, which are none yet', async () => {
    const clientId = api.newClient();
    const held = await charge(clientId, { ...ask, mode: 'hold' });
    const ofHold = held.receipt ?? '';
    expect(await verifyReceipt(ofHold, expected)).toEqual({ ok: false, why: 'other_kind' });
    expect(await verifyReceipt(ofHold, { ...expected, kinds: ['hold'] })).toMatchObject({
      claims: { kind: 'hold' },
    });
    const settle = { mode: 'capture', holdKey: 'question-1', quantity: 2, idempotencyKey: 'c' };
    const captured = await charge(clientId, settle);
    const claims = { kind: 'capture', actionId: 'ask_ai', quantity: 2, key: 'c' };
    expect(await verifyReceipt(captured.receipt ?? '', expected)).toMatchObject({
      ok: true,
      claims,
    });
  });

  it('is for nothing that was given back, and for nothing that was only tried', async () => {
    const clientId = api.newClient();
    await charge(clientId);
    const reversal = { mode: 'reverse', debitKey: 'question-1', reason: 'a', idempotencyKey: 'v' };
    expect(await charge(clientId, reversal)).not.toHaveProperty('receipt');
    const dry = { ...ask, idempotencyKey: 'dry', dryRun: true };
    expect(await charge(clientId, dry)).not.toHaveProperty('receipt');
  });

  it('holds under either secret of two while they change, and under none that was taken out', async () => {
    const during = await api.otherwise({ CZ_RECEIPT_SECRET: 'new-secret, receipt-secret' });
    const before = await receiptFor();
    during.at(new Date().toISOString());
    const { body } = await during.user(api.newClient()).debit(ask);
    const { receipt: after = '' } = debitAnswer.parse(body);

    const verifiers = ['new-secret', 'receipt-secret'];
    for (const receipt of [before, after]) {
      const secret = verifiers;
      expect(await verifyReceipt(receipt, { ...expected, secret })).toMatchObject({ ok: true });
    }
    const alone = { ...expected, secret: 'new-secret' };
    expect(await verifyReceipt(after, alone)).toMatchObject({ ok: true });
    const others = { ...expected, secret: ['new-secret', 'another-secret'] };
    expect(await verifyReceipt(before, others)).toEqual({ ok: false, why: 'not_ours' });
  });

  it('holds for nobody who has no secret, and an expired one is told as that under two', async () => {
    await expect(verifyReceipt(await receiptFor(), { ...expected, secret: [] })).rejects.toThrow(
      'no secret to verify receipts with',
    );
    const clientId = api.newClient();
    api.at(new Date(Date.now() - 901_000).toISOString());
    const { body } = await api.service.debit({ clientId, ...ask });
    const { receipt = '' } = debitAnswer.parse(body);
    const secret = ['receipt-secret', 'new-secret'];
    expect(await verifyReceipt(receipt, { ...expected, secret })).toEqual(EXPIRED);
  });

  it('is left out where there is nothing to sign it with', async () => {
    const bare = await api.otherwise({ CZ_RECEIPT_SECRET: '' });
    const { body } = await bare.user(api.newClient()).debit(ask);
    expect(body).not.toHaveProperty('receipt');
  });
});

/** The claims of a token, with the quantity changed. */
const flipped = (claims = ''): string =>
  Buffer.from(
    Buffer.from(claims, 'base64url').toString().replace('"quantity":3', '"quantity":9'),
  ).toString('base64url');

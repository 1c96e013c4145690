import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const api = testApi();

/** JSON as it is written here: with members that an object literal can't have, or has only once. */
const raw = (caller: Caller, body: string) =>
  caller.send('credits-debit', { method: 'POST', body });

const NUL = '\\u0000';
const HALF_A_LETTER = '\\ud83d';

describe('members with names that JavaScript gives a meaning', () => {
  const ask = '"actionId":"ask_ai","idempotencyKey":"a"';

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s is refused like any other stray, and changes nothing',
    async (name) => {
      for (const value of ['{"quantity":5,"dryRun":true,"polluted":1}', '1', 'null']) {
        const single = await raw(api.user(), `{${ask},"${name}":${value}}`);
        expect(single.body).toMatchObject({ status: 422, issues: [{ path: name }] });
        const listed = await raw(api.user(), `{"debits":[{${ask},"${name}":${value}}]}`);
        expect(listed.body).toMatchObject({ results: [{ status: 422, issues: [{ path: name }] }] });
        const beside = await raw(api.user(), `{"debits":[{${ask}}],"${name}":${value}}`);
        expect(beside.body).toMatchObject({ status: 422, issues: [{ path: name }] });
      }
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])('%s names no action', async (actionId) => {
    const { body } = await api.user().debit({ actionId, idempotencyKey: 'a' });
    expect(body).toMatchObject({ code: 'unknown_action', actionId });
  });

  it.each(['__proto__', 'constructor'])('%s is no mode', async (mode) => {
    const { body } = await raw(api.user(), `{${ask},"mode":"${mode}"}`);
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'mode' }] });
  });
});

describe('JSON that reads one way here and another way there', () => {
  it('has the last of two members with one name, as in JavaScript', async () => {
    const body = '{"actionId":"ask_ai","quantity":1,"quantity":2,"idempotencyKey":"a"}';
    expect((await raw(api.user(), body)).body).toMatchObject({ entry: { quantity: 2 } });
  });

  it.each(['1e400', '-1e400', '9007199254740993', '1e6000', '1000000.0000000001'])(
    'has no quantity of %s beyond the most there is',
    async (quantity) => {
      const ask = `{"actionId":"ask_ai","quantity":${quantity},"idempotencyKey":"a"}`;
      const { body } = await raw(api.user(), ask);
      expect(body).toMatchObject({ status: 422, code: 'invalid_request' });
      expect(JSON.stringify(body)).toContain('"path":"quantity"');
    },
  );

  it.each(['1.0', '1e0', '10e-1'])('has a quantity of one as %s', async (quantity) => {
    const ask = `{"actionId":"ask_ai","quantity":${quantity},"idempotencyKey":"a"}`;
    expect((await raw(api.user(), ask)).body).toMatchObject({ entry: { quantity: 1 } });
  });

  it.each(['9007199254740993', '1e400'])('reverses no %s credits', async (credits) => {
    const ask = `{"mode":"reverse","debitKey":"a","reason":"b","idempotencyKey":"c","credits":${credits}}`;
    expect((await raw(api.user(), ask)).body).toMatchObject({ issues: [{ path: 'credits' }] });
  });

  it.each([
    ['an object', '{"a":'.repeat(9_000) + 1 + '}'.repeat(9_000)],
    ['a list', `{"debits":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['an item', `{"debits":[${'['.repeat(30_000)}${']'.repeat(30_000)}]}`],
    ['a name', `{"actionId":${'['.repeat(30_000)}${']'.repeat(30_000)},"idempotencyKey":"a"}`],
  ])('is refused where %s is thousands deep', async (_, body) => {
    const reply = await raw(api.user(), body);
    expect([200, 422]).toContain(reply.status);
    expect(JSON.stringify(reply.body)).toContain('invalid_request');
  });

  it('is answered in proportion where it has thousands of strays', async () => {
    const strays = Array.from({ length: 5_000 }, (_, at) => `"m${at}":1`);
    const { body } = await raw(api.user(), `{${strays.join()}}`);
    expect(JSON.stringify(body).length).toBeLessThan(1_000_000);
  });
});

describe('text that a database can’t keep', () => {
  const reversal = async (reason: string) => {
    const clientId = api.newClient();
    await api.service.debit({ clientId, actionId: 'ask_ai', idempotencyKey: 'a' });
    const members = `"mode":"reverse","debitKey":"a","idempotencyKey":"b","reason":"${reason}"`;
    return raw(api.service, `{"clientId":"${clientId}",${members}}`);
  };

  it.each([
    NUL,
    `before ${NUL} after`,
    HALF_A_LETTER,
    '\\udc00',
    '\\udc00\\ud83d',
    '\\u001b[2J',
    '\\u0085',
  ])('is no reason: %s', async (reason) => {
    const { body } = await reversal(reason);
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'reason' }] });
  });

  it.each([
    'Zwei Zeilen,\\n\\tÄÖÜ',
    '退款 👩‍👩‍👧 \\ud83d\\ude00',
    'العميل اشتكى',
    '\\\\u0000 spelled out',
    `'; DROP TABLE credit_events; --`,
    '$1 {{reason}} %s',
    '\\u202eright to left\\u202c',
  ])('is kept as it came: %s', async (reason) => {
    const { body } = await reversal(reason);
    expect(body).toMatchObject({
      status: 'reversed',
      entry: { reason: JSON.parse(`"${reason}"`) },
    });
  });

  it.each([NUL, HALF_A_LETTER, '\\r\\nset-cookie: a=b'])(
    'is no name of an action either: %s',
    async (actionId) => {
      const ask = `{"actionId":"${actionId}","idempotencyKey":"a"}`;
      const { body, headers } = await raw(api.user(), ask);
      expect(body).toMatchObject({ status: 404, code: 'unknown_action' });
      expect(headers.get('set-cookie')).toBeNull();
    },
  );

  it.each([NUL, HALF_A_LETTER])('is no name of a plan: %s', async (planId) => {
    const body = `{"planId":"${planId}"}`;
    const reply = await api.user().send('credits-plan', { method: 'POST', body });
    expect(reply.body).toMatchObject({ status: 404, code: 'unknown_plan' });
  });

  it('does not fail its neighbours in a list', async () => {
    const clientId = api.newClient();
    const reverse = { mode: 'reverse', debitKey: 'a', idempotencyKey: 'b', reason: 'a\u0000b' };
    const charge = { actionId: 'ask_ai', idempotencyKey: 'a' };
    const { body } = await api.service.debit({ clientId, debits: [charge, reverse, charge] });
    expect(body).toMatchObject({
      results: [{ status: 'debited' }, { status: 422 }, { status: 'debited', replayed: true }],
    });
  });
});

it('no request so far was an error of ours', () => {
  expect(api.logged).toEqual([]);
});

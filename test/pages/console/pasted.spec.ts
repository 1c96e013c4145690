import { describe, expect, it } from 'vitest';
import { understood } from '../../../web/pages/console/ledger/pasted.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('what is pasted', () => {
  it.each([
    [TRACE, 'traceId', TRACE],
    [` ${TRACE.toUpperCase()}\n`, 'traceId', TRACE],
    [`x-trace-id: ${TRACE}`, 'traceId', TRACE],
    [`"traceId":"${TRACE}",`, 'traceId', TRACE],
    [`00-${TRACE}-00f067aa0ba902b7-01`, 'traceId', TRACE],
    ['CZ_SMCR|debit|order-77', 'key', 'CZ_SMCR|debit|order-77'],
    ['"name": "CZ_SMCR|topup|cs_1"', 'key', 'CZ_SMCR|topup|cs_1'],
    ['cs_test_a1B2', 'stripeId', 'cs_test_a1B2'],
    ['pi_3PxY', 'stripeId', 'pi_3PxY'],
    ['re_3PxY', 'stripeId', 're_3PxY'],
    ['du_1', 'stripeId', 'du_1'],
    ['sub_1', 'stripeId', 'sub_1'],
    ['evt_1', 'stripeId', 'evt_1'],
    ['user_2abCD', 'clientId', 'user_2abCD'],
    ['ada', 'clientId', 'ada'],
    ['5f0c2f4e-1111-4222-8333-444444444444', 'key', '5f0c2f4e-1111-4222-8333-444444444444'],
    ['2026-11', 'key', '2026-11'],
    ['subscription:sub_1:2', 'key', 'subscription:sub_1:2'],
    ['question/1', 'key', 'question/1'],
    [TRACE.slice(1), 'clientId', TRACE.slice(1)],
  ])('%j is a %s', (pasted, by, text) => {
    expect(understood(pasted)).toMatchObject({ by, text });
  });

  it('may be something else where its form allows two', () => {
    expect(understood('ada').else).toBe('key');
    expect(understood('CZ_SMCR|debit|x').else).toBeUndefined();
  });
});

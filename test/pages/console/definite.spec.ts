import { expect, it } from 'vitest';
import { isDefinite } from '../../../web/pages/console/wallets/corrections/send-order.js';

it.each([
  [404, 'unreachable'],
  [0, 'unreachable'],
  [401, 'unauthenticated'],
  [408, 'invalid_request'],
  [425, 'invalid_request'],
  [429, 'rate_limited'],
  [500, 'internal'],
  [409, 'idempotency_key_reused'],
] as const)('a %i (%s) does not say that nothing is booked', (status, code) => {
  expect(isDefinite({ status, code }, false)).toBe(false);
});

it('what is refused at the door is booked by no first attempt, but perhaps by an earlier one', () => {
  const refused = { status: 403, code: 'forbidden' } as const;
  expect(isDefinite(refused, false)).toBe(true);
  expect(isDefinite(refused, true)).toBe(false);
});

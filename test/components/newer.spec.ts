import { describe, expect, it } from 'vitest';
import { newerOf } from '../../web/components/newer.js';

const state = (version: number, balance: number, clientId = 'ada') => ({
  tenantId: 'tenant',
  clientId,
  plan: { planId: 'base', name: 'Base', features: [] },
  monthlyGrant: 120,
  softCap: 360,
  balance,
  available: balance,
  granted: balance,
  purchased: 0,
  held: 0,
  holds: [],
  nextGrant: { at: '2026-12-01T00:00:00.000Z', credits: 120 },
  enforce: true,
  version,
  updatedAt: null,
  ledgerTail: [],
});

describe('of two states of a wallet', () => {
  it('the one with more entries is shown, whichever came last', () => {
    const [older, newer] = [state(3, 100), state(4, 80)];
    expect(newerOf(newer, older, true)).toBe(newer);
    expect(newerOf(older, newer, false)).toBe(newer);
  });

  it('of the same entries the one that was asked for last is shown: time alone changes holds', () => {
    const [before, after] = [state(3, 100), state(3, 120)];
    expect(newerOf(before, after, true)).toBe(after);
    expect(newerOf(before, after, false)).toBe(before);
  });

  it("another client's is never compared", () => {
    expect(newerOf(state(9, 5, 'ben'), state(1, 120), false)).toEqual(state(1, 120));
  });
});

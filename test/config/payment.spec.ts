import { describe, expect, it } from 'vitest';
import { readConfig } from '../../lib/config.js';

const stripe = {
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  CZ_PUBLIC_APP_URL: 'https://app.test',
};

describe('the grace of a plan that is not paid for any more', () => {
  it('is fourteen days, where nothing else is said from one to ninety', () => {
    expect(readConfig(stripe).payment?.graceDays).toBe(14);
    expect(readConfig({ ...stripe, CZ_PAYMENT_GRACE_DAYS: '1' }).payment?.graceDays).toBe(1);
    expect(readConfig({ ...stripe, CZ_PAYMENT_GRACE_DAYS: '90' }).payment?.graceDays).toBe(90);
  });

  it.each(['0', '91', '1.5', '-1', 'a week'])('is not %s', (days) => {
    expect(() => readConfig({ ...stripe, CZ_PAYMENT_GRACE_DAYS: days })).toThrow(
      /CZ_PAYMENT_GRACE_DAYS: should be whole days, 1 to 90/,
    );
  });
});

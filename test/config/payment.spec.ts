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

describe('the variables of Stripe', () => {
  it('are not needed: then nobody can pay', () => {
    expect(readConfig({})).toMatchObject({ payment: undefined, warnings: [] });
  });

  it.each([
    ['STRIPE_WEBHOOK_SECRET', /STRIPE_WEBHOOK_SECRET: is needed beside STRIPE_SECRET_KEY/],
    ['CZ_PUBLIC_APP_URL', /CZ_PUBLIC_APP_URL: is needed beside STRIPE_SECRET_KEY/],
  ])('beside the key include %s', (name, message) => {
    expect(() => readConfig({ ...stripe, [name]: '' })).toThrow(message);
  });

  it('without the key do nothing, and that is said', () => {
    const { payment, warnings } = readConfig({ ...stripe, STRIPE_SECRET_KEY: '' });
    expect(payment).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('STRIPE_WEBHOOK_SECRET does nothing')]);
  });

  it.each([
    ['STRIPE_SECRET_KEY', 'pk_test_1'],
    ['STRIPE_SECRET_KEY', 'whsec_1'],
    ['STRIPE_WEBHOOK_SECRET', 'sk_test_1'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_1,nonsense'],
    ['STRIPE_API_URL', 'localhost:4242'],
    ['STRIPE_AUTOMATIC_TAX', 'yes'],
  ])('don’t take %s=%s, and don’t repeat it', (name, value) => {
    expect(() => readConfig({ ...stripe, [name]: value })).toThrow(name);
    expect(() => readConfig({ ...stripe, [name]: value })).not.toThrow(value);
  });

  it('of test mode are warned of in production', () => {
    const production = { ...stripe, VERCEL_ENV: 'production', CZ_CREDITS_ENFORCE: '1' };
    expect(readConfig(production).warnings).toEqual([expect.stringContaining('test mode')]);
    const live = { ...production, STRIPE_SECRET_KEY: 'rk_live_1' };
    expect(readConfig(live).warnings).toEqual([]);
  });

  it('may have several signing secrets, the first of which seals', () => {
    const { payment } = readConfig({ ...stripe, STRIPE_WEBHOOK_SECRET: 'whsec_2, whsec_1' });
    expect(payment?.webhookSecrets).toEqual(['whsec_2', 'whsec_1']);
  });
});

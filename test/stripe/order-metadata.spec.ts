import { describe, expect, it } from 'vitest';
import type { Order } from '../../lib/payments/order.js';
import {
  metadataOf,
  orderFrom,
  referenceOf,
  requestMark,
  walletOf,
} from '../../lib/stripe/order-metadata.js';
import { credits } from '../../lib/wallet/credits.js';
import { clientId, packId, tenantId, traceId } from '../../lib/wallet/ids.js';

const walletId = { tenantId: tenantId('cityzeen'), clientId: clientId('user_2Ab-c') };

const order: Order = {
  walletId,
  packId: packId('pack_100'),
  credits: credits(100),
  price: { amountMinor: 600, currency: 'eur' },
  registryVersion: 3,
  traceId: traceId('0af7651916cd43dd8448eb211c80319c'),
};

const sealed = metadataOf(order, requestMark(walletId, 'order-1'), 'whsec_one');

describe('an order in the metadata of a session', () => {
  it('comes back as it was', () => {
    expect(orderFrom(sealed, ['whsec_one'])).toEqual(order);
  });

  it('fits what Stripe allows, also with the longest ids', () => {
    const longest = {
      ...order,
      walletId: { tenantId: tenantId('t'.repeat(64)), clientId: clientId('c'.repeat(128)) },
      packId: packId('p'.repeat(64)),
    };
    const metadata = Object.entries(metadataOf(longest, requestMark(walletId, 'k'), 'whsec_one'));
    expect(metadata.length).toBeLessThanOrEqual(50);
    expect(metadata.every(([name]) => name.length <= 40)).toBe(true);
    expect(metadata.every(([, value]) => value.length <= 500)).toBe(true);
    expect(referenceOf(longest.walletId).length).toBeLessThanOrEqual(200);
  });

  it.each(Object.keys(sealed))('is not believed when somebody edited %s', (name) => {
    expect(orderFrom({ ...sealed, [name]: '1000' }, ['whsec_one'])).toHaveProperty('mismatch');
  });

  it.each(Object.keys(sealed))('is not believed when somebody took %s away', (name) => {
    const { [name]: _, ...rest } = sealed;
    expect(orderFrom(rest, ['whsec_one'])).toHaveProperty('mismatch');
  });

  it('is not believed when it was sealed by somebody else', () => {
    expect(orderFrom(sealed, ['whsec_two'])).toHaveProperty('mismatch');
  });

  it('is not believed with a seal that is as long and of other letters', () => {
    const edited = { ...sealed, cz_seal: 'é'.repeat(sealed['cz_seal']?.length ?? 0) };
    expect(orderFrom(edited, ['whsec_one'])).toHaveProperty('mismatch');
  });

  it('is believed with the former secret while that is listed, too', () => {
    expect(orderFrom(sealed, ['whsec_two', 'whsec_one'])).toEqual(order);
  });

  it('is not touched by what others keep there', () => {
    expect(orderFrom({ ...sealed, campaign: 'spring' }, ['whsec_one'])).toEqual(order);
  });

  it('does not show the key of the caller', () => {
    expect(JSON.stringify(sealed)).not.toContain('order-1');
  });
});

describe('whose a session is', () => {
  it('is read back', () => {
    expect(walletOf(referenceOf(walletId))).toEqual(walletId);
  });

  it.each([
    null,
    '',
    'order 17',
    'cityzeen:',
    ':ada',
    'Cityzeen:ada',
    'cityzeen:a:b',
    'cityzeen:a b',
    '_shop:ada',
    `${'t'.repeat(65)}:ada`,
    `cityzeen:${'a'.repeat(129)}`,
  ])('is nobody of ours for %j', (reference) => {
    expect(walletOf(reference)).toBeUndefined();
  });
});

import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openStripe } from '../../lib/stripe/client.js';
import { HEARD, readNotice } from '../../lib/stripe/notice.js';
import { instant, secondsAfter } from '../../lib/wallet/instant.js';

const stripe = openStripe({ secretKey: 'sk_test_1' });
const NOW = instant('2026-01-15T10:00:00Z');
const SECRET = 'whsec_one';

const eventOf = (type: string, object: unknown, livemode = false) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type,
    created: 1_768_471_199,
    livemode,
    data: { object },
  });

const completed = eventOf('checkout.session.completed', { id: 'cs_1', object: 'checkout.session' });

const signed = (body: string, { at = NOW, secret = SECRET } = {}) =>
  Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret,
    timestamp: Math.floor(Date.parse(at) / 1000),
  });

const read = (body: string, signature: string | null, signing = {}) =>
  readNotice(
    stripe,
    { webhookSecrets: [SECRET], live: false, ...signing },
    { body, signature, at: NOW },
  );

describe('a message', () => {
  it('that Stripe signed says where to look', async () => {
    expect(await read(completed, signed(completed))).toEqual({
      id: 'evt_1',
      type: 'checkout.session.completed',
      objectId: 'cs_1',
      occurredAt: '2026-01-15T09:59:59.000Z',
      subject: { kind: 'checkout', sessionId: 'cs_1' },
    });
  });

  it.each([
    ['refund.created', { id: 're_1', payment_intent: 'pi_1' }],
    ['refund.failed', { id: 're_1', payment_intent: { id: 'pi_1', object: 'payment_intent' } }],
    ['charge.refunded', { id: 'ch_1', payment_intent: 'pi_1' }],
    ['charge.dispute.funds_withdrawn', { id: 'dp_1', payment_intent: 'pi_1' }],
  ])('%s is about a payment', async (type, object) => {
    const body = eventOf(type, object);
    expect(await read(body, signed(body))).toMatchObject({
      subject: { kind: 'payment', intentId: 'pi_1' },
    });
  });

  it.each([
    ['customer.created', { id: 'cus_1' }],
    ['refund.created', { id: 're_1', payment_intent: null }],
    ['charge.refunded', {}],
    ['toString', { id: 'x' }],
    ['account.updated', { id: 'acct_1', customer: true, payment_intent: 7 }],
    ['checkout.session.completed', 'cs_1'],
    ['checkout.session.completed', undefined],
  ])('%s with %j needs no work', async (type, object) => {
    const body = eventOf(type, object);
    const notice = await read(body, signed(body));
    expect(notice).toMatchObject({ type });
    expect(notice).not.toHaveProperty('subject');
  });

  it('that says no more than what it is about is enough', async () => {
    const body =
      '{"id":"evt_1","type":"refund.created","data":{"object":{"payment_intent":"pi_1"}}}';
    expect(await read(body, signed(body))).toMatchObject({
      occurredAt: NOW,
      subject: { kind: 'payment', intentId: 'pi_1' },
    });
  });

  it.each([-1, 1.5, Date.parse(NOW), 1e18, '2026-01-15', null])(
    'that was made at %j, which is no time, is of now',
    async (created) => {
      const object = { payment_intent: 'pi_1' };
      const body = JSON.stringify({
        id: 'evt_1',
        type: 'refund.created',
        created,
        data: { object },
      });
      expect(await read(body, signed(body))).toMatchObject({
        occurredAt: NOW,
        subject: { kind: 'payment', intentId: 'pi_1' },
      });
    },
  );

  it('is believed with either secret while one is rotated', async () => {
    const webhookSecrets = ['whsec_two', SECRET];
    for (const secret of webhookSecrets) {
      const signature = signed(completed, { secret });
      expect(await read(completed, signature, { webhookSecrets })).toHaveProperty('subject');
    }
  });

  it.each([
    ['no signature at all', null],
    ['nonsense for a signature', 'nonsense'],
    ['an empty signature', ''],
    ['the signature of another secret', signed(completed, { secret: 'whsec_forged' })],
    ['the signature of another body', signed(`${completed} `)],
    ['a signature that is 301 s old', signed(completed, { at: secondsAfter(NOW, -301) })],
    ['a signature of 301 s from now', signed(completed, { at: secondsAfter(NOW, 301) })],
  ])('with %s is rejected', async (_, signature) => {
    expect(await read(completed, signature)).toHaveProperty('rejected');
  });

  it.each([-300, 300])('signed %d s from now is just in time', async (seconds) => {
    const signature = signed(completed, { at: secondsAfter(NOW, seconds) });
    expect(await read(completed, signature)).toHaveProperty('subject');
  });

  it('of the other mode is rejected, and says so', async () => {
    const live = eventOf('checkout.session.completed', { id: 'cs_1' }, true);
    expect(await read(live, signed(live))).toEqual({
      rejected: 'it is live, and the key in use is not',
    });
    expect(await read(completed, signed(completed), { live: true })).toEqual({
      rejected: 'it is a test, and the key in use is not',
    });
  });

  it.each(['nonsense', '[]', '{}', '{"object":"v2.core.event","id":"evt_1"}'])(
    'that is %j is rejected, though it is signed',
    async (body) => {
      const { rejected } = { rejected: '', ...(await read(body, signed(body))) };
      expect(rejected).toMatch(/^it is no event: let the endpoint send snapshot events/);
    },
  );
});

it('hears of every way in which money comes and goes', () => {
  expect(HEARD).toEqual(
    expect.arrayContaining([
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
      'checkout.session.async_payment_failed',
      'checkout.session.expired',
      'refund.created',
      'refund.updated',
      'refund.failed',
      'charge.refunded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]),
  );
});

import { describe, expect, it } from 'vitest';
import type { StripeStandIn } from '../../scripts/stripe/stand-in/stand-in.js';
import { pack, startStage } from './stand-in-stage.js';
import { startPlans } from './stand-in-subscription-stage.js';

/** Presses a button, as a browser would: a form without fields. */
const press = async ({ url }: StripeStandIn, path: string) => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(),
    redirect: 'manual',
  });
  return { status: response.status, location: response.headers.get('location') };
};

const read = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};

describe('the page of a session', () => {
  it('says what there is to pay, and that no money moves', async () => {
    const { stripe } = await startStage();
    const { url } = await stripe.checkout.sessions.create(pack);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pay\/cs_test_\w+$/);
    const { status, text } = await read(String(url));
    expect(status).toBe(200);
    for (const said of ['no money moves', '1 000 credits', '€12.00', 'Pay</button>', 'Cancel</']) {
      expect(text).toContain(said);
    }
  });

  it('shows names as text, whatever is in them', async () => {
    const { stripe } = await startStage();
    const price_data = {
      currency: 'eur',
      unit_amount: 1_200,
      product_data: { name: '<script>alert("x")</script>' },
    };
    const line_items = [{ price_data, quantity: 1 }];
    const { url } = await stripe.checkout.sessions.create({ ...pack, line_items });
    const { text } = await read(String(url));
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  });

  it('leads back to where the session says, paid or not', async () => {
    const { standIn, stripe } = await startStage();
    const { id } = await stripe.checkout.sessions.create(pack);
    expect(await press(standIn, `/pay/${id}/cancel`)).toEqual({
      status: 303,
      location: 'http://localhost:3000/plans',
    });
    const back = { status: 303, location: `http://localhost:3000/paid?session=${id}` };
    expect(await press(standIn, `/pay/${id}/pay`)).toEqual(back);
    expect(await press(standIn, `/pay/${id}/pay`)).toEqual(back);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('is told that a card was declined, and can be paid by another try', async () => {
    const { post, standIn, stripe } = await startStage();
    const { id: customer } = await stripe.customers.create();
    const { id } = await stripe.checkout.sessions.create({ ...pack, customer });
    await post('/_test/payment-method', { customer, works: false });
    expect(await post(`/pay/${id}/pay`, {})).toMatchObject({
      status: 402,
      body: { status: 'open', sessionId: id },
    });
    expect((await press(standIn, `/pay/${id}/pay`)).status).toBe(402);
    await post('/_test/payment-method', { customer, works: true });
    expect(await post(`/pay/${id}/pay`, {})).toMatchObject({ body: { status: 'complete' } });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });
});

describe('a session', () => {
  const start = '2026-01-10T12:00:00Z';
  const noon = Date.parse(start) / 1_000;

  const atNoon = async () => {
    let now = new Date(start);
    const stage = await startStage({ now: () => now });
    return {
      ...stage,
      goTo: (moment: string) => {
        now = new Date(moment);
      },
    };
  };

  it.each([1_800, 86_400])('can expire %i seconds later', async (seconds) => {
    const { stripe } = await atNoon();
    const session = await stripe.checkout.sessions.create({ ...pack, expires_at: noon + seconds });
    expect(session.expires_at).toBe(noon + seconds);
  });

  it.each([1_799, 86_401])('can’t expire %i seconds later', async (seconds) => {
    const { stripe } = await atNoon();
    const params = { ...pack, expires_at: noon + seconds };
    await expect(stripe.checkout.sessions.create(params)).rejects.toMatchObject({
      param: 'expires_at',
    });
  });

  it('expires at its time, and nobody can pay in it then', async () => {
    const { goTo, post, standIn, stripe, told } = await atNoon();
    const { id, url } = await stripe.checkout.sessions.create({
      ...pack,
      expires_at: noon + 1_800,
    });
    goTo('2026-01-10T12:29:59Z');
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('open');
    goTo('2026-01-10T12:30:00Z');
    expect(await post(`/pay/${id}/pay`, {})).toMatchObject({
      status: 410,
      body: { status: 'expired' },
    });
    expect((await press(standIn, `/pay/${id}/pay`)).status).toBe(410);
    expect((await read(String(url))).status).toBe(410);
    expect((await told()).at(-1)).toBe('checkout.session.expired');
  });

  it('can be ended while it is open, and only then', async () => {
    const { stripe } = await startStage();
    const { id } = await stripe.checkout.sessions.create(pack);
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({
      status: 'expired',
      url: null,
    });
    await expect(stripe.checkout.sessions.expire(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('can be paid by what takes days', async () => {
    const { post, stripe, told } = await startStage();
    const sessions = [await stripe.checkout.sessions.create(pack)];
    sessions.push(await stripe.checkout.sessions.create(pack));
    for (const { id } of sessions) {
      const { body } = await post(`/pay/${id}/pay`, { async: true });
      expect(body).toMatchObject({ status: 'complete' });
    }
    const [first, second] = sessions.map(({ id }) => id);
    const statusOf = async (id = '') =>
      (await stripe.checkout.sessions.retrieve(id)).payment_status;
    expect(await statusOf(first)).toBe('unpaid');
    await told();
    await post('/_test/async-payment', { sessionId: first, outcome: 'succeeded' });
    await post('/_test/async-payment', { sessionId: second, outcome: 'failed' });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['paid', 'unpaid']);
    expect(await told()).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
    const again = await post('/_test/async-payment', { sessionId: first, outcome: 'failed' });
    expect(again.status).toBe(409);
  });

  it('can have a discount and a tax, of which every line has its part', async () => {
    const { post, stripe } = await startStage();
    const [line] = pack.line_items;
    const line_items = [1, 2].map((quantity) => ({ ...line, quantity }));
    const { id } = await stripe.checkout.sessions.create({ ...pack, line_items });
    await post('/_test/checkout-totals', { sessionId: id, discountMinor: 100, taxMinor: 20 });
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['line_items'] });
    expect(session).toMatchObject({
      amount_subtotal: 3_600,
      amount_total: 3_520,
      line_items: {
        data: [
          { amount_discount: 33, amount_tax: 7, amount_total: 1_174 },
          { amount_discount: 67, amount_tax: 13, amount_total: 2_346 },
        ],
      },
      total_details: { amount_discount: 100, amount_tax: 20 },
    });
    await post(`/pay/${id}/pay`, {});
    expect((await stripe.charges.list()).data).toMatchObject([{ amount: 3_520 }]);
  });
});

describe('the portal', () => {
  it('ends a subscription with its period, or goes on after all', async () => {
    const { customer, standIn, stripe, subscribe } = await startPlans();
    const { id } = await subscribe();
    const { url } = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'http://localhost:3000/account',
    });
    const { pathname } = new URL(url);
    expect((await read(url)).text).toContain('basic, €31.00 a month');
    await press(standIn, `${pathname}/${id}/cancel`);
    expect((await stripe.subscriptions.retrieve(id)).cancel_at_period_end).toBe(true);
    expect((await read(url)).text).toContain('it ends on 2026-02-01');
    await press(standIn, `${pathname}/${id}/resume`);
    expect((await stripe.subscriptions.retrieve(id)).cancel_at_period_end).toBe(false);
  });
});

it('an invoice’s page takes its payment', async () => {
  const { bankPays, goTo, standIn, stripe, subscribe } = await startPlans();
  const { id } = await subscribe();
  await bankPays(false);
  goTo('2026-02-01T00:00:00Z');
  const [invoice] = (await stripe.invoices.list({ status: 'open' })).data;
  const url = String(invoice?.hosted_invoice_url);
  expect((await read(url)).text).toContain('€31.00');
  await press(standIn, `${new URL(url).pathname}/pay`);
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
});

import { describe, expect, it } from 'vitest';
import { billing } from './billing.js';
import type { Payer } from './payer.js';

const stage = billing();

const open = async (payer: Payer) =>
  (await payer.sessions()).filter(({ status }) => status === 'open');

describe('one client with two tabs', () => {
  it('has one page open at a time, the last one that was asked for', async () => {
    const payer = stage.payer();
    const first = await payer.plan('professional');
    const second = await payer.plan('intelligence');
    expect((await open(payer)).map(({ url }) => url)).toEqual([second.checkoutUrl]);
    await stage.payAt(first.checkoutUrl);
    expect(await payer.subscriptions()).toEqual([]);
    const again = await payer.plan('professional');
    expect(again.checkoutUrl).not.toBe(first.checkoutUrl);
    expect(await open(payer)).toHaveLength(1);
  });

  it('has one page open after any number of requests at once', async () => {
    const payer = stage.payer();
    const asked = Array.from({ length: 20 }, (_, nth) =>
      payer.plan(nth % 2 ? 'professional' : 'intelligence'),
    );
    for (const { status } of await Promise.all(asked)) expect(status).toBe('payment_required');
    expect(await open(payer)).toHaveLength(1);
  }, 60_000);

  it('gets one page for one plan, however often it asks at once, each time under another trace', async () => {
    const payer = stage.payer();
    const asked = Array.from({ length: 10 }, () => payer.plan('professional'));
    const urls = (await Promise.all(asked)).map(({ checkoutUrl }) => checkoutUrl);
    expect(new Set(urls)).toEqual(new Set([urls[0]]));
    expect((await payer.sessions()).map(({ url }) => url)).toEqual([urls[0]]);
  }, 60_000);

  it('subscribes once, whichever pages are paid and whatever is asked meanwhile', async () => {
    const payer = stage.payer();
    const asked = ['professional', 'intelligence', 'professional', 'intelligence'].map(
      async (planId) => {
        const { checkoutUrl } = await payer.plan(planId);
        if (checkoutUrl) await stage.payAt(checkoutUrl);
      },
    );
    await Promise.all(asked);
    await stage.standIn.settled();
    const live = (await payer.subscriptions()).filter(({ status }) => status === 'active');
    expect(live).toHaveLength(1);
    expect((await payer.invoices()).filter((invoice) => invoice.startsWith('paid'))).toHaveLength(
      1,
    );
  }, 60_000);

  it('gets no second page once the first is paid, though nobody has told of it yet', async () => {
    const payer = stage.payer();
    stage.down = true;
    await stage.payAt((await payer.plan('professional')).checkoutUrl);
    const answer = await payer.plan('intelligence');
    expect(answer).toMatchObject({
      plan: { planId: 'professional' },
      next: { planId: 'intelligence' },
    });
    expect(answer.checkoutUrl).toBeUndefined();
    expect(await payer.sessions()).toHaveLength(1);
    stage.down = false;
  });

  it('keeps the first of two subscriptions that an accident made, and is paid back the other', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    stage.at('2026-01-16T12:00:01Z');
    const { metadata } = await payer.subscription();
    const { id: customer } = await payer.customer();
    const { data } = await stage.stripe.prices.list({ limit: 1 });
    const session = await stage.stripe.checkout.sessions.create({
      mode: 'subscription',
      customer,
      line_items: [{ price: data[0]?.id ?? '', quantity: 1 }],
      subscription_data: { metadata },
      success_url: 'https://app.test/',
    });
    await stage.payAt(session.url ?? undefined);
    await stage.standIn.settled();
    expect((await payer.subscriptions()).map(({ status }) => status)).toEqual([
      'active',
      'canceled',
    ]);
    const refunds = await stage.stripe.refunds.list({ limit: 10 });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([9900]);
    expect(await payer.moves()).toEqual(['base professional 450']);
    expect(stage.api.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        message: 'a second subscription is ended and paid back',
      }),
    );
  });
});

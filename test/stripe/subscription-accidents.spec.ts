import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { Customers } from '../../lib/stripe/customer.js';
import { stripeSubscriptions } from '../../lib/stripe/subscriptions.js';
import { clientId, planId, subscriptionId, tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { billing } from './billing.js';

const stage = billing({ searchLagMs: 60_000 });

/** A change of the plan professional alone. */
const professional =
  (change: object) =>
  (document: RegistryDocument): RegistryDocument => ({
    ...document,
    plans: document.plans.map((plan) =>
      plan.planId === 'professional' ? { ...plan, ...change } : plan,
    ),
  });

describe('a search that lags behind', () => {
  it('takes no plan away that another process has seen paid', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    const elsewhere = payer.at(await stage.another());
    expect(await elsewhere.plan('professional')).toMatchObject({
      status: 'unchanged',
      plan: { planId: 'professional' },
    });
    expect(await payer.moves()).toEqual(['base professional 450']);
  });

  it('opens no second page, and makes no second customer', async () => {
    const payer = stage.payer();
    const { checkoutUrl } = await payer.plan('professional');
    const elsewhere = payer.at(await stage.another());
    expect((await elsewhere.plan('professional')).checkoutUrl).toBe(checkoutUrl);
    stage.down = true;
    await stage.payAt(checkoutUrl);
    const third = payer.at(await stage.another());
    expect(await third.plan('intelligence')).toMatchObject({ plan: { planId: 'professional' } });
    expect(await payer.sessions()).toHaveLength(1);
    stage.down = false;
  });
});

describe('a customer who is deleted in Stripe', () => {
  it('loses the plan with the subscription, and can subscribe again', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    await stage.stripe.customers.del((await payer.customer()).id);
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['base', 300]);
    await payer.subscribe('intelligence');
    expect((await payer.state()).plan.planId).toBe('intelligence');
  });
});

describe('a subscription that Stripe pauses', () => {
  it('is none as long as that lasts', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    const { id: subscription } = await payer.subscription();
    await stage.test('subscription-status', { subscription, status: 'paused' });
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['base', 300]);
    await stage.test('subscription-status', { subscription, status: 'active' });
    await stage.standIn.settled();
    expect((await payer.state()).plan.planId).toBe('professional');
  });
});

describe('a price that is configured', () => {
  afterEach(() => stage.api.publish(professional({ stripePriceId: undefined })));

  const priceOf = (unit_amount: number) =>
    stage.stripe.prices.create({
      currency: 'eur',
      unit_amount,
      recurring: { interval: 'month' },
      product_data: { name: 'Professional' },
    });

  it('is what the plan is paid at, and still stands for it when another takes its place', async () => {
    const { id: stripePriceId } = await priceOf(9900);
    await stage.api.publish(professional({ stripePriceId }));
    const payer = stage.payer();
    await payer.subscribe('professional');
    expect((await payer.subscription()).items.data[0]?.price.id).toBe(stripePriceId);
    expect(await payer.standing()).toEqual(['professional', 550]);

    await stage.api.publish(professional({ stripePriceId: (await priceOf(9900)).id }));
    expect(await payer.plan('base')).toMatchObject({ next: { planId: 'base' } });
    expect(await payer.standing()).toEqual(['professional', 550]);
  });

  it('is refused where it is another amount than the plan’s, and operators see it', async () => {
    const { id: stripePriceId } = await priceOf(900);
    await stage.api.publish(professional({ stripePriceId }));
    const { body, status } = await stage.payer().caller.plan({ planId: 'professional' });
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'payment_mismatch' })]);
    expect(JSON.stringify([body, stage.api.logged])).not.toContain(stripePriceId);
    expect(stage.api.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        reason: "the price that is configured for professional is not the plan's, by the month",
      }),
    );
  });
});

describe('a plan without a price', () => {
  it('is had without asking Stripe by who pays for none', async () => {
    const payer = stage.payer();
    await stage.api.admin.plan({ clientId: payer.clientId, planId: 'professional' });
    expect(await payer.plan('base')).toMatchObject({ status: 'changed', trimmed: 250 });
    expect(stage.standIn.calls()).toEqual({});
  });

  it('is refused to whoever used its key for another', async () => {
    const payer = stage.payer();
    await payer.plan('base', { idempotencyKey: 'k' });
    const { body } = await payer.caller.plan({ planId: 'professional', idempotencyKey: 'k' });
    expect(body).toMatchObject({ code: 'idempotency_key_reused' });
  });
});

/** A Stripe that gives one answer to everything. */
const answering = (status: number, body: object) => {
  const fetch = async () => new Response(JSON.stringify(body), { status });
  const httpClient = Stripe.createFetchHttpClient(fetch);
  const stripe = new Stripe('sk_test_1', { httpClient, maxNetworkRetries: 0 });
  const terms = { sealSecret: 'whsec_1', appUrl: 'https://app.test', automaticTax: false };
  return stripeSubscriptions(stripe, new Customers(stripe), {
    ...terms,
    tenantId: tenantId('cityzeen'),
    live: false,
    invoices: false,
  });
};

describe('what Stripe answers otherwise', () => {
  it('leaves the portal out where none is set up', async () => {
    const error = { type: 'invalid_request_error', message: 'No configuration provided' };
    const subscription = {
      id: subscriptionId('sub_1'),
      customerId: 'cus_1',
      planId: planId('professional'),
      periodEnd: instant('2026-02-01T00:00:00Z'),
    };
    expect(await answering(400, { error }).portalUrl(subscription)).toBeUndefined();
    await expect(answering(500, { error }).portalUrl(subscription)).rejects.toThrow('Stripe: ');
  });

  it('is refused where it is live and the key is of test mode', async () => {
    const walletId = { tenantId: tenantId('cityzeen'), clientId: clientId('user_1') };
    const item = { id: 'si_1', current_period_end: 1, current_period_start: 0, price: {} };
    const subscription = {
      id: 'sub_1',
      status: 'active',
      created: 0,
      livemode: true,
      customer: 'cus_1',
      metadata: { cz_wallet: 'cityzeen:user_1' },
      items: { object: 'list', data: [item] },
    };
    const stripe = answering(200, { object: 'list', data: [subscription], has_more: false });
    const known = { customerId: 'cus_1' };
    expect(await stripe.current(walletId, async () => undefined, known)).toEqual({
      outcome: 'mismatch',
      reason: 'it is live',
    });
  });
});

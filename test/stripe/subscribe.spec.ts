import { describe, expect, it } from 'vitest';
import { billing } from './billing.js';

const stage = billing();

describe('a plan with a price', () => {
  it('is paid for on a page, and in force with its share of the month once it is', async () => {
    const payer = stage.payer();
    expect(await payer.plan('professional')).toEqual({
      status: 'payment_required',
      plan: { planId: 'base', name: 'Base', features: [] },
      granted: 0,
      trimmed: 0,
      balance: 100,
      checkoutUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//),
    });
    expect(await payer.standing()).toEqual(['base', 100]);

    await payer.subscribe('professional');
    expect(await payer.standing()).toEqual(['professional', 550]); // 100, and half of 900
    expect(await payer.moves()).toEqual(['base professional 450']);
    expect(await payer.invoices()).toEqual(['paid 4950']);
  });

  it('is billed from the first of the next month on, whole', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    const { billing_cycle_anchor: anchor } = await payer.subscription();
    expect(new Date(anchor * 1000).toISOString()).toBe('2026-02-01T00:00:00.000Z');
    await stage.until('2026-02-01T00:00:00Z');
    expect(await payer.invoices()).toEqual(['paid 1450', 'paid 2900']);
    expect(await payer.standing()).toEqual(['intelligence', 650]); // 100, half of 300, and 400
  });

  it('asked for again while its page is open, is paid on the same page', async () => {
    const payer = stage.payer();
    const [first, again] = [await payer.plan('professional'), await payer.plan('professional')];
    expect(again).toEqual(first);
    expect(await payer.sessions()).toHaveLength(1);
  });

  it('carries the trace of the request that ordered it, and operators find it beside that of the news', async () => {
    const payer = stage.payer();
    const orderTraceId = '0af7651916cd43dd8448eb211c80319c';
    const traced = { traceparent: `00-${orderTraceId}-b7ad6b7169203331-01` };
    await payer.caller.plan({ planId: 'professional' }, traced);
    await payer.subscribe('professional'); // on the same page, under another trace
    const [session] = await payer.sessions();
    const { id: subscriptionId, metadata } = await payer.subscription();
    expect(session?.metadata).toMatchObject({ cz_trace_id: orderTraceId });
    expect(metadata).toMatchObject({ cz_trace_id: orderTraceId });

    const { ledgerTail } = await payer.state();
    const traceId = ledgerTail.find(({ kind }) => kind === 'plan')?.traceId;
    const { clientId } = payer;
    expect(stage.api.logged).toContainEqual({
      level: 'info',
      message: 'a subscription is followed',
      traceId,
      orderTraceId,
      subscriptionId,
      clientId,
    });
    expect(traceId).not.toBe(orderTraceId);
  });

  it('is followed, though somebody edited the trace of its order', async () => {
    const payer = stage.payer();
    stage.down = true;
    await stage.payAt((await payer.plan('professional')).checkoutUrl);
    const { id } = await payer.subscription();
    await stage.stripe.subscriptions.update(id, { metadata: { cz_trace_id: 'not a trace' } });
    stage.down = false;
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['professional', 550]);
    const { clientId } = payer;
    const message = 'a subscription is followed';
    expect(stage.api.logged).not.toContainEqual(expect.objectContaining({ clientId, message }));
  });

  it('is nothing to pay for where an operator has assigned it', async () => {
    const payer = stage.payer();
    const { clientId } = payer;
    await stage.api.admin.plan({ clientId, planId: 'professional' });
    expect(await payer.plan('professional')).toMatchObject({ status: 'unchanged' });
    expect(stage.standIn.calls()['POST /v1/checkout/sessions']).toBeUndefined();
  });

  it('is assigned by services and operators without any payment', async () => {
    const [mine, other] = [stage.payer(), stage.payer('_2')];
    const assigned = await stage.api.admin.plan({
      clientId: mine.clientId,
      planId: 'professional',
    });
    expect(assigned.body).toMatchObject({ status: 'changed', granted: 450 });
    await stage.api.service.plan({ clientId: other.clientId, planId: 'intelligence' });
    expect(await other.standing()).toEqual(['intelligence', 250]);
    expect(stage.standIn.calls()).toEqual({});
  });

  it('is only told of in a dry run, and nothing is written in Stripe', async () => {
    const payer = stage.payer();
    expect(await payer.plan('professional', { dryRun: true })).toEqual({
      status: 'payment_required',
      plan: { planId: 'base', name: 'Base', features: [] },
      granted: 0,
      trimmed: 0,
      balance: 100,
      dryRun: true,
    });
    expect(Object.keys(stage.standIn.calls()).filter((call) => call.startsWith('POST'))).toEqual(
      [],
    );
    expect((await payer.state()).version).toBe(0);
  });

  it('is found by its name in Stripe, and made once for all clients', async () => {
    for (const name of ['_a', '_b']) await stage.payer(name).plan('professional');
    const { data } = await stage.stripe.prices.list({ limit: 10 });
    expect(data.map(({ lookup_key }) => lookup_key)).toEqual(['cz-cityzeen-professional-9900-eur']);
    expect(data[0]?.metadata).toEqual({ cz_tenant: 'cityzeen', cz_plan: 'professional' });
  });
});

describe('a client who comes back from the page', () => {
  it('has the plan, whoever is first to say so', async () => {
    const payer = stage.payer();
    stage.down = true;
    const { checkoutUrl } = await payer.plan('professional');
    const [session] = await payer.sessions();
    const id = session?.id ?? '';
    expect(await payer.confirm(id)).toEqual({
      status: 'pending',
      checkout: 'open',
      credits: 0,
      balance: 100,
    });
    await stage.payAt(checkoutUrl);
    expect(await payer.confirm(id)).toEqual({ status: 'credited', credits: 450, balance: 550 });
    stage.down = false;
    await stage.standIn.settled();
    expect(await payer.confirm(id)).toEqual({
      status: 'already_credited',
      credits: 450,
      balance: 550,
    });
    expect(await payer.moves()).toEqual(['base professional 450']);
  });

  it('is told nothing of the page of somebody else', async () => {
    const [payer, other] = [stage.payer(), stage.payer('_other')];
    await payer.subscribe('professional');
    const [session] = await payer.sessions();
    const { body, status } = await other.caller.confirm(session?.id ?? '');
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'unknown_session' })]);
    expect(await other.standing()).toEqual(['base', 100]);
  });
});

it('says nothing of keys and prices, in answers and log lines', async () => {
  const payer = stage.payer();
  const answers = [await payer.plan('intelligence')];
  await stage.payAt(answers[0]?.checkoutUrl);
  await stage.standIn.settled();
  answers.push(await payer.plan('professional'), await payer.plan('base'));
  const told = JSON.stringify([answers, await payer.state(), stage.api.logged]);
  expect(told).not.toMatch(/price_|sk_test|whsec/);
});

import { describe, expect, it } from 'vitest';
import { entriesAnswer } from '../../lib/contract/entries.js';
import { unsafeSql } from '../support/sql.js';
import { billing } from './billing.js';

const stage = billing();

const find = async (stripeId: string, by = stage.api.admin) => {
  const { body, status } = await by.v1(`/v1/admin/entries?stripeId=${stripeId}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return entriesAnswer
    .parse(body)
    .entries.map(({ actor, clientId, from, to }) => [clientId, actor, from, to]);
};

describe('a subscription', () => {
  it('is found by any id of it, with what time made of it, and not with what others changed', async () => {
    const payer = stage.payer();
    await payer.plan('intelligence');
    const { data } = await stage.stripe.checkout.sessions.list({ limit: 1 });
    await stage.payAt(data[0]?.url ?? undefined);
    await stage.standIn.settled();
    const clientId = payer.clientId;
    await stage.payer('_other').subscribe('professional');
    await stage.api.admin.plan({ clientId, planId: 'base' });
    const { id: customer } = await payer.customer();
    const [subscription] = (await stage.stripe.subscriptions.list({ customer })).data;
    const [invoice] = (await stage.stripe.invoices.list({ customer })).data;
    const ids = [data[0]?.id, subscription?.id, invoice?.id, customer];
    const followed = [[clientId, 'stripe', 'base', 'intelligence']];
    for (const id of ids) expect(await find(id ?? ''), id).toEqual(followed);

    await unsafeSql(stage.api.db, 'DELETE FROM webhook_events');
    for (const id of ids) expect(await find(id ?? ''), id).toEqual(followed);
  });

  it('is found without Stripe where a webhook told whose it is', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    const { id: customer } = await payer.customer();
    const [subscription] = (await stage.stripe.subscriptions.list({ customer })).data;
    const without = await stage.api.otherwise({ STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' });
    expect(await find(subscription?.id ?? '', without.admin)).toEqual([
      [payer.clientId, 'stripe', 'base', 'intelligence'],
    ]);
  });

  it('that ended is found with its end', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    const { id: customer } = await payer.customer();
    const [subscription] = (await stage.stripe.subscriptions.list({ customer })).data;
    await payer.plan('base');
    await stage.until('2026-02-01T00:00:01Z');
    const { clientId } = payer;
    await stage.api.service.debit({ clientId, actionId: 'ask_ai', idempotencyKey: 'later' });
    const found = await find(subscription?.id ?? '');
    expect(found[0]).toEqual([clientId, 'system', 'intelligence', 'base']);
    expect(found.at(-1)).toEqual([clientId, 'stripe', 'base', 'intelligence']);
  });
});

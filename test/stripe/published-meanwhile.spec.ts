import { describe, expect, it } from 'vitest';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { publishChanged } from '../http/registry-stage.js';
import { billing } from './billing.js';
import { openShop } from './shop.js';

const sale = openShop();
const stage = billing();

const eur = (amountMinor: number) => ({ amountMinor, currency: 'eur' });

const packs = (change: (packs: RegistryDocument['packs']) => RegistryDocument['packs']) =>
  publishChanged(sale.shop.api.admin, (registry) => ({
    ...registry,
    packs: change(registry.packs),
  }));

const dearer = (registry: RegistryDocument): RegistryDocument => ({
  ...registry,
  plans: registry.plans.map((plan) =>
    plan.planId === 'intelligence' ? { ...plan, monthlyGrant: 500, price: eur(4900) } : plan,
  ),
});

describe('a registry that is published meanwhile', () => {
  it('changes nothing of a pack that was ordered before, nor of its refund', async () => {
    const open = await sale.shop.order('pack_100');
    const published = await packs((all) =>
      all.map((pack) =>
        pack.packId === 'pack_100' ? { ...pack, credits: 50, price: eur(900) } : pack,
      ),
    );
    expect(published.status).toBe(201);
    const { client, sessionId } = open;
    await sale.shop.pay(open);
    expect(await sale.shop.movements(client)).toEqual(['topup 100']);
    expect((await packs((all) => all.slice(1))).status).toBe(201);
    await sale.shop.test('refund', { sessionId, amountMinor: 300 });
    expect(await sale.shop.movements(client)).toEqual(['topup 100', 'clawback -50']);
  });

  it('leaves a subscription at its price; its wallet takes over the new grant with the next month', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    expect(await payer.standing()).toEqual(['intelligence', 250]); // 100, and half of 300
    expect((await publishChanged(stage.api.admin, dearer)).status).toBe(201);
    expect(await payer.standing()).toEqual(['intelligence', 250]);
    await stage.until('2026-02-01T00:00:00Z');
    expect(await payer.invoices()).toEqual(['paid 1450', 'paid 2900']);
    expect(await payer.standing()).toEqual(['intelligence', 750]);
  });

  it('is what a page that is opened from then on is for', async () => {
    const payer = stage.payer();
    await publishChanged(stage.api.admin, dearer);
    await payer.subscribe('intelligence');
    expect(await payer.invoices()).toEqual(['paid 2450']); // the half of 49 €
  });
});

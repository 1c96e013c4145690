import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../lib/compose.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { clientId } from '../../lib/wallet/ids.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import {
  currentOf,
  priced,
  publishChanged,
  withoutAction,
  withoutPlan,
} from '../http/registry-stage.js';
import { submissionOf } from '../ledger/contract/submission.js';
import { Caller } from '../support/caller.js';
import { debit } from '../wallet/asks.js';
import { openOdooApi } from './odoo-api.js';

let odoo: OdooStandIn;
let app: App;
let another: App;
let admin: Caller;
let admins: readonly Caller[];
let service: Caller;
beforeAll(async () => {
  odoo = await startOdooStandIn({ durationMs: 2 });
  const api = await openOdooApi(odoo);
  ({ app, service } = api);
  ({ app: another } = await openOdooApi(odoo));
  admin = adminOf(app);
  admins = [admin, adminOf(another)];
});
afterAll(async () => {
  await Promise.all([app.close(), another.close()]);
  await odoo.close();
});

const adminOf = (of: App): Caller => {
  const credentials = async () => ({ 'x-cz-registry-admin': 'admin-secret' });
  return new Caller(() => of, credentials);
};

describe('with the ledger in Odoo', () => {
  it('a version is published, in force at once, and in the history', async () => {
    const published = await publishChanged(admin, priced('ask_ai', 4), { note: 'dearer' });
    expect(published).toMatchObject({ status: 201, body: { version: 2, author: 'machine' } });
    const asked = { clientId: 'ada', actionId: 'ask_ai', idempotencyKey: 'k' };
    expect((await service.debit(asked)).body).toMatchObject({
      entry: { creditsDelta: -4, registryVersion: 2 },
    });
    expect((await admin.registry('?history=1')).body).toMatchObject({
      versions: [
        { version: 2, note: 'dearer', diff: ['actions.ask_ai.creditsPerUnit: 1 → 4'] },
        { version: 1, author: 'system', diff: [] },
      ],
    });
    expect((await admin.registry('?version=1')).body).toMatchObject({ registry: defaultCatalog });
    expect((await admin.registry('?version=9')).body).toMatchObject({ code: 'not_found' });
  });

  it('one of many who publish from the same version wins', async () => {
    const { registry, version } = await currentOf(admin);
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        (admins[nth % 2] ?? admin).publish({
          expectedVersion: version,
          registry: priced('ask_ai', nth)(registry),
        }),
      ),
    );
    const won = replies.filter(({ status }) => status === 201);
    const lost = replies.filter(({ status }) => status === 409);
    expect([won.length, lost.length]).toEqual([1, 7]);
    for (const { body } of lost) expect(body).toMatchObject({ currentVersion: version + 1 });
    for (const each of admins) expect((await each.registry()).body).toEqual(won[0]?.body);
  });

  it('one whose answer from Odoo was lost is published once', async () => {
    const { registry, version } = await currentOf(admin);
    const proposal = { expectedVersion: version, registry: priced('ask_ai', 5)(registry) };
    odoo.disturb({ kind: 'drop', work: 'done' }, { of: 'crm.lead.load', times: 1 });
    expect((await admin.publish(proposal)).status).toBe(201);
    expect((await admin.publish(proposal)).status).toBe(409);
    expect((await currentOf(admin)).version).toBe(version + 1);
  });

  it('nothing is taken away that a wallet has', async () => {
    const change = { clientId: 'bob', planId: 'professional', idempotencyKey: 'up' };
    await service.plan(change);
    const hold = { mode: 'hold', actionId: 'memo_draft', idempotencyKey: 'h', clientId: 'bob' };
    await service.debit(hold);
    const reply = await publishChanged(admin, (registry) =>
      withoutAction('memo_draft')(withoutPlan('professional')(registry)),
    );
    expect(reply.body).toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'registry.plans.professional' }, { path: 'registry.actions.memo_draft' }],
    });
    expect((await publishChanged(admin, withoutPlan('intelligence'))).status).toBe(201);
  });

  it('a dry run tells what last month would have cost', async () => {
    const walletId = { tenantId: app.tenantId, clientId: clientId('december') };
    const at = '2025-12-24T18:00:00Z';
    await app.submit(submissionOf(walletId, debit(2, 'valuation'), { key: 'v', at }));
    const { body } = await publishChanged(admin, priced('valuation', 9), { query: '?dryRun=1' });
    expect(body).toMatchObject({
      diff: ['actions.valuation.creditsPerUnit: 6 → 9'],
      shadowRating: {
        actions: [
          { actionId: 'valuation', quantity: 2, existingCredits: 12, candidateCredits: 18 },
        ],
        totals: { delta: 6 },
      },
    });
  });

  it('a registry of a thousand actions fits in a row', async () => {
    const [askAi] = defaultCatalog.actions;
    const actions = Array.from({ length: 1000 }, (_, nth) => ({
      ...askAi,
      actionId: `action_${nth}`,
      aliases: [],
    }));
    const { registry, version } = await currentOf(admin);
    const proposal = { expectedVersion: version, registry: { ...registry, actions } };
    // The hold of the spec before is on an action that is none of these.
    expect((await admin.publish(proposal)).status).toBe(422);
    const memo = registry.actions.filter(({ actionId }) => actionId === 'memo_draft');
    const kept = { ...registry, actions: [...actions.slice(1), ...memo] };
    const reply = await admin.publish({ expectedVersion: version, registry: kept });
    expect(reply.status).toBe(201);
    for (const each of admins) expect((await each.registry()).body).toEqual(reply.body);
  });
});

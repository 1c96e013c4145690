import { beforeAll, describe, expect, it } from 'vitest';
import { publishPreview } from '../../lib/contract/registry.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { testApi } from '../support/app.js';
import { currentOf, priced, publishChanged, withoutAction } from './registry-stage.js';

const api = testApi({ CZ_CREDITS_ENFORCE: '0' });

let keys = 0;
const charge = async (clientId: string, actionId: string, quantity: number, more: object = {}) => {
  keys += 1;
  const debit = { clientId, actionId, quantity, idempotencyKey: `k${keys}`, ...more };
  expect((await api.service.debit(debit)).status).toBe(200);
  return `k${keys}`;
};
const settle = async (clientId: string, settling: object) => {
  keys += 1;
  const debit = { clientId, ...settling, idempotencyKey: `k${keys}` };
  expect((await api.service.debit(debit)).status).toBe(200);
};
const preview = (change: (registry: RegistryDocument) => RegistryDocument) =>
  publishChanged(api.admin, change, { query: '?dryRun=1' });

/** December: 15 questions, of which 5 at twice the price; 6 memos, half unpaid; 2 of 3 valuations; 4 maps, given back. */
beforeAll(async () => {
  api.at('2025-11-30T23:59:59.999Z');
  await charge('early', 'ask_ai', 100);
  api.at('2025-12-01T00:00:00Z');
  await charge('ada', 'ask_ai', 10);
  const map = await charge('bob', 'isochrone', 4);
  await settle('bob', { mode: 'reverse', debitKey: map, reason: 'the map was empty' });
  const held = await charge('bob', 'valuation', 3, { mode: 'hold' });
  await settle('bob', { mode: 'capture', holdKey: held, quantity: 2 });
  await charge('bob', 'comparables', 1, { mode: 'hold' });
  await publishChanged(api.admin, priced('ask_ai', 2));
  await charge('bob', 'ask_ai', 5);
  api.at('2025-12-31T23:59:59.999Z');
  await charge('ada', 'memo_draft', 6);
  api.at('2026-01-01T00:00:00Z');
  await charge('late', 'ask_ai', 50);
});

const candidate = (registry: RegistryDocument): RegistryDocument =>
  priced('ask_ai', 3)(priced('valuation', 5)(withoutAction('isochrone')(registry)));

describe('a dry run', () => {
  it('shows what would change, and what last month would have cost', async () => {
    const { body, headers, status } = await preview(candidate);
    expect([status, headers.get('idempotency-replayed')]).toEqual([200, null]);
    expect(body).toEqual({
      dryRun: true,
      ledgerWrites: false,
      version: 3,
      diff: [
        'actions: - isochrone',
        'actions.ask_ai.creditsPerUnit: 2 → 3',
        'actions.valuation.creditsPerUnit: 6 → 5',
      ],
      shadowRating: {
        from: '2025-12-01T00:00:00.000Z',
        to: '2026-01-01T00:00:00.000Z',
        actions: [
          rated('ask_ai', 15, 20, 45, 25),
          rated('isochrone', 4, 8, 0, -8),
          rated('memo_draft', 6, 120, 120, 0),
          rated('valuation', 2, 12, 10, -2),
        ],
        totals: { existingCredits: 160, candidateCredits: 175, delta: 15 },
        gone: ['isochrone'],
      },
    });
  });

  it('writes nothing, neither a version nor an entry', async () => {
    const registry = await currentOf(api.admin);
    const { body: before } = await api.service.state('?clientId=ada');
    await preview(candidate);
    expect(await currentOf(api.admin)).toEqual(registry);
    expect((await api.service.state('?clientId=ada')).body).toEqual(before);
  });

  it('rates what is called otherwise by its new name', async () => {
    const { body } = await preview((registry) => ({
      ...registry,
      actions: registry.actions.map((action) =>
        action.actionId === 'ask_ai'
          ? { ...action, actionId: 'ask', aliases: ['ask_ai'], creditsPerUnit: 4 }
          : action,
      ),
    }));
    const { shadowRating } = publishPreview.parse(body);
    expect(shadowRating.gone).toEqual([]);
    expect(shadowRating.actions).toContainEqual(rated('ask_ai', 15, 20, 60, 40));
  });

  it('is of the month before, whenever it is asked for', async () => {
    api.at('2026-02-01T00:00:00Z');
    const { shadowRating } = publishPreview.parse((await preview(candidate)).body);
    expect(shadowRating).toMatchObject({
      from: '2026-01-01T00:00:00.000Z',
      actions: [rated('ask_ai', 50, 100, 150, 50)],
    });
    api.at('2026-03-31T23:59:59Z');
    const { shadowRating: none } = publishPreview.parse((await preview(candidate)).body);
    expect(none).toEqual({
      from: '2026-02-01T00:00:00.000Z',
      to: '2026-03-01T00:00:00.000Z',
      actions: [],
      totals: { existingCredits: 0, candidateCredits: 0, delta: 0 },
      gone: [],
    });
  });

  it('of an older version shows the way back', async () => {
    const { body } = await api.admin.publish({ expectedVersion: 2, rollBackTo: 1 }, '?dryRun=true');
    expect(body).toMatchObject({ version: 3, diff: ['actions.ask_ai.creditsPerUnit: 2 → 1'] });
  });
});

const rated = (
  actionId: string,
  quantity: number,
  existingCredits: number,
  candidateCredits: number,
  delta: number,
) => ({ actionId, quantity, existingCredits, candidateCredits, delta });

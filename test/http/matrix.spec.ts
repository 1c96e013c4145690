import { describe, expect, it } from 'vitest';
import { matrixAnswer } from '../../lib/contract/matrix.js';
import { testApi } from '../support/app.js';

const api = testApi();
const actionsOf = (body: unknown) => matrixAnswer.parse(body).actions;

describe('GET /api/credits-matrix', () => {
  it('is for everybody, and lists plans, actions and packs of the version in force', async () => {
    const { body, status } = await api.stranger.matrix();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      tenantId: 'cityzeen',
      registryVersion: 1,
      topUpAvailable: false,
    });
    const { packs, plans } = matrixAnswer.parse(body);
    expect(
      plans.map(({ monthlyGrant, planId, softCap }) => [planId, monthlyGrant, softCap]),
    ).toEqual([
      ['base', 120, 360],
      ['intelligence', 600, 1800],
      ['professional', 2400, 7200],
    ]);
    expect(packs.map(({ packId }) => packId)).toEqual(['pack_100', 'pack_500', 'pack_2000']);
    expect(actionsOf(body)).toContainEqual({
      actionId: 'ask_ai',
      product: 'geospatial',
      name: 'Ask AI',
      description: 'A question about a place, answered from maps, listings and open data.',
      unit: 'question',
      creditsPerUnit: 1,
    });
  });

  it.each([
    ['nobody in particular', () => api.stranger],
    ['a user', () => api.user()],
    ['a service', () => api.service],
    ['an operator', () => api.admin],
  ])('answers %s the same, and nobody what an action costs us', async (_, caller) => {
    const { body } = await caller().matrix();
    expect(body).toEqual((await api.stranger.matrix()).body);
    expect(JSON.stringify(body)).not.toMatch(/cost|chargeableBy|alias|creditValue/i);
  });

  it('shows the actions of one product, and still all plans and packs', async () => {
    const { body } = await api.stranger.matrix('?product=secondary_market');
    const products = actionsOf(body).map(({ product }) => product);
    expect(new Set(products)).toEqual(new Set(['secondary_market']));
    expect(products.length).toBeGreaterThanOrEqual(8);
    expect(matrixAnswer.parse(body).plans).toHaveLength(3);
  });

  it('has no action for a product that nobody has heard of', async () => {
    const { body, status } = await api.stranger.matrix('?product=teleport');
    expect([status, actionsOf(body)]).toEqual([200, []]);
  });

  it.each([
    ['?products=geospatial', 'products'],
    ['?product=Geo%20spatial', 'product'],
    ['?product=', 'product'],
    ['?__proto__=1', '__proto__'],
  ])('refuses %s by its path', async (query, path) => {
    const { body, status } = await api.stranger.matrix(query);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid_request', issues: [{ path }] });
  });

  it('may be kept for half a minute by anybody', async () => {
    const { headers } = await api.stranger.matrix();
    expect(headers.get('cache-control')).toBe('public, max-age=30');
    expect(headers.get('vary')).toBe('origin');
  });
});

describe('the tag of the matrix', () => {
  const tagOf = async (query = '') => (await api.stranger.matrix(query)).headers.get('etag') ?? '';

  it('saves sending again what the caller has', async () => {
    const tag = await tagOf();
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    const { body, headers, status } = await api.stranger.matrix('', { 'if-none-match': tag });
    expect([status, body, headers.get('etag')]).toEqual([304, undefined, tag]);
    expect(headers.get('cache-control')).toBe('public, max-age=30');
    expect(headers.get('content-type')).toBeNull();
  });

  it.each([
    ['weakened by something that compresses', (tag: string) => `W/${tag}`],
    ['one of several', (tag: string) => `"another", ${tag}`],
    ['any', () => '*'],
  ])('is understood %s', async (_, given) => {
    const { status } = await api.stranger.matrix('', { 'if-none-match': given(await tagOf()) });
    expect(status).toBe(304);
  });

  it('differs by product and by version', async () => {
    const [all, ofOne] = [await tagOf(), await tagOf('?product=geospatial')];
    expect(ofOne).not.toBe(all);
    expect((await api.stranger.matrix('', { 'if-none-match': ofOne })).status).toBe(200);
    await api.publish((document) => ({ ...document, packs: [] }));
    expect(await tagOf()).not.toBe(all);
  });
});

import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matrixAnswer } from '../../lib/contract/matrix.js';
import { registryAnswer } from '../../lib/contract/registry.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { newFolder } from '../slow/dev-server.js';
import { afterJanuary, playJanuary } from './january.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged, type Visitor } from './stage.js';

const folder = newFolder();
beforeAll(() => playJanuary(folder));
const stage = staged({ ...afterJanuary(folder), CZ_ADMIN_USERS: 'eve:read' });

const ADMIN = { 'x-cz-registry-admin': 'dev-admin-secret', 'content-type': 'application/json' };

const current = async () => {
  const answer = await fetch(`${stage.url}/api/action-registry-admin`, { headers: ADMIN });
  return registryAnswer.parse(await answer.json());
};

/** Publishes behind the back of whoever edits. */
const publish = async (
  change: (registry: RegistryDocument) => RegistryDocument,
  note = 'changed',
) => {
  const { registry, version } = await current();
  const body = { expectedVersion: version, registry: change(registry), author: 'zoe', note };
  const answer = await fetch(`${stage.url}/api/action-registry-admin`, {
    method: 'POST',
    headers: ADMIN,
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return version + 1;
};

const withAction =
  (id: string, change: Partial<RegistryDocument['actions'][number]>) =>
  (registry: RegistryDocument): RegistryDocument => ({
    ...registry,
    actions: registry.actions.map((each) => (each.actionId === id ? { ...each, ...change } : each)),
  });

const actionNow = async (id: string) =>
  (await current()).registry.actions.find(({ actionId }) => actionId === id);

let first: RegistryDocument;
beforeAll(async () => {
  first = (await current()).registry;
});
beforeEach(() => publish(() => first));

const opened = async (section = 'actions', options: Visitor = {}): Promise<Page> => {
  const page = await stage.signedIn('ann', { operator: true, ...options });
  await page.goto(`/console#/registry/${section}`);
  await page.getByRole('region', { name: 'In force' }).waitFor();
  return page;
};

const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

const review = (page: Page) => page.getByRole('button', { name: 'Review changes' }).click();

const inForce = (page: Page, version: number) =>
  page.getByText(`Version ${version} is in force`, { exact: false }).waitFor();

describe('the registry editor', () => {
  it('shows what a dearer action would have cost, publishes it, and the matrix has it', async () => {
    const { version } = await current();
    const page = await opened();
    await page.getByRole('searchbox', { name: 'Search actions' }).fill('ask ai');
    const asked = page.getByRole('row', { name: /ask_ai/ });
    expect(await asked.getByText('76.0%').count()).toBe(1);
    await box(page, 'Credits per unit, ask_ai').fill('2');
    await asked.getByText('88.0%').waitFor();
    await box(page, 'Cost per unit, ask_ai').fill('0.025');
    await asked.getByText('75.0%').waitFor();
    await review(page);
    await page.getByText('ask_ai · Credits per unit').waitFor();
    expect(
      await page.getByRole('listitem').filter({ hasText: 'Cost per unit' }).innerText(),
    ).toMatch(/€0\.012[\s\S]*€0\.025/);
    const cost = page.getByRole('region', { name: 'What January 2026 would have cost' });
    const used = 30 + 28 * 3;
    expect(
      await cost
        .getByRole('row', { name: /ask_ai/ })
        .getByRole('cell')
        .allInnerTexts(),
    ).toEqual([`${used}`, `${used}`, `${2 * used}`, `+${used}`]);
    expect(await cost.getByRole('row', { name: /^Total/ }).innerText()).toContain(`+${used}`);
    await page.getByText('A new price counts for what is debited or held from then on').waitFor();
    await pictured(page, 'registry-review');
    expect(await complaintsOfAxe(page)).toEqual([]);
    expect((await current()).version).toBe(version);
    await page.getByRole('textbox', { name: 'Note' }).fill('AI got dearer');
    await page.getByRole('button', { name: `Publish version ${version + 1}` }).click();
    await inForce(page, version + 1);
    expect(await current()).toMatchObject({
      version: version + 1,
      author: 'ann',
      note: 'AI got dearer',
    });
    expect(await page.getByRole('region', { name: 'Draft' }).count()).toBe(0);
    const matrix = await fetch(`${stage.url}/api/credits-matrix`);
    const { actions } = matrixAnswer.parse(await matrix.json());
    expect(actions.find(({ actionId }) => actionId === 'ask_ai')?.creditsPerUnit).toBe(2);
    expect((await actionNow('ask_ai'))?.estimatedCostMicroEur).toBe(25_000);
  });

  it('shows what is wrong at each field that it is about, and leads there', async () => {
    const { version } = await current();
    const page = await opened();
    await box(page, 'Credits per unit, ask_ai').fill('2000000');
    await box(page, 'Unit, isochrone').fill('');
    await page.getByRole('link', { name: 'Packs' }).click();
    await box(page, 'Price, pack_100').fill('six');
    await page.getByText('is an amount such as 29.00').waitFor();
    await review(page);
    const summary = page.getByRole('alert');
    await summary.getByText('One thing is not right yet').waitFor();
    await summary.getByRole('link', { name: 'Pack pack_100 · Price' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'at-packs-0-price-amountMinor');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('6.50');
    await review(page);
    await summary.getByText('2 things are not right yet').waitFor();
    await pictured(page, 'registry-wrong');
    await summary.getByRole('link', { name: 'Action isochrone · Unit' }).click();
    const wrong = page.locator('[aria-invalid="true"]');
    expect(await wrong.count()).toBe(2);
    await pictured(page, 'registry-wrong-fields');
    expect(await complaintsOfAxe(page)).toEqual([]);
    for (const name of ['Credits per unit, ask_ai', 'Unit, isochrone']) {
      const by = await box(page, name).getAttribute('aria-describedby');
      expect((await page.locator(`#${by}`).innerText()).length).toBeGreaterThan(5);
    }
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('at-actions-2-unit');
    await page.keyboard.type('map');
    await box(page, 'Credits per unit, ask_ai').fill('3');
    expect(await wrong.count()).toBe(0);
    await review(page);
    await page.getByText('pack_100 · Price').waitFor();
    expect((await current()).version).toBe(version);
  });

  it('loses nothing where somebody was faster: edits go over to the new version', async () => {
    const page = await opened();
    await box(page, 'Credits per unit, ask_ai').fill('2');
    await box(page, 'Name, isochrone').fill('Reach');
    const theirs = await publish(
      (registry) =>
        withAction('valuation', { creditsPerUnit: 7 })(
          withAction('ask_ai', { creditsPerUnit: 4 })(registry),
        ),
      'costs went up',
    );
    await review(page);
    await page.getByText(`zoe published version ${theirs}`).waitFor();
    await page.getByText('“costs went up”').waitFor();
    await page.getByText('valuation · Credits per unit').waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, 'registry-conflict');
    const clash = page.getByRole('group', { name: 'ask_ai · Credits per unit' });
    await clash.getByRole('radio', { name: 'Theirs 4' }).check();
    await page.getByRole('button', { name: `Take my edits over to version ${theirs}` }).click();
    await page.getByText('isochrone · Name').waitFor();
    expect(await page.getByText('ask_ai · Credits per unit').count()).toBe(0);
    await page.getByRole('button', { name: `Publish version ${theirs + 1}` }).click();
    await inForce(page, theirs + 1);
    expect(await actionNow('isochrone')).toMatchObject({ name: 'Reach' });
    expect(await actionNow('ask_ai')).toMatchObject({ creditsPerUnit: 4 });
    expect(await actionNow('valuation')).toMatchObject({ creditsPerUnit: 7 });
  });

  it('notices between the look and the publication that somebody was faster', async () => {
    const page = await opened();
    await box(page, 'Credits per unit, ask_ai').fill('2');
    await review(page);
    const button = page.getByRole('button', { name: /^Publish version/ });
    await button.waitFor();
    const theirs = await publish(withAction('valuation', { creditsPerUnit: 7 }));
    await button.click();
    await page.getByText(`zoe published version ${theirs}`).waitFor();
    await page.getByText('both fit together').waitFor();
    await page.getByRole('button', { name: 'Drop my edits' }).click();
    expect(await box(page, 'Credits per unit, valuation').inputValue()).toBe('7');
    expect(await box(page, 'Credits per unit, ask_ai').inputValue()).toBe('1');
  });

  it('takes what it published for published where the answer was lost', async () => {
    const page = await opened();
    await box(page, 'Credits per unit, ask_ai').fill('2');
    await review(page);
    const button = page.getByRole('button', { name: /^Publish version/ });
    await button.waitFor();
    const { version } = await current();
    await page.route(/action-registry-admin$/, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await button.click();
    await page.getByText('No connection').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await inForce(page, version + 1);
    expect((await current()).version).toBe(version + 1);
  });

  it('keeps a draft over other views and a reload, until it is discarded', async () => {
    const page = await opened();
    await box(page, 'Cost per unit, ask_ai').fill('0.0125');
    await page.getByRole('link', { name: 'Status' }).click();
    await page.getByRole('region', { name: 'In force' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: 'Registry', exact: true }).click();
    const draft = page.getByRole('region', { name: 'Draft' });
    await draft.getByText(/^Draft since .*\d/).waitFor();
    await draft.getByText('1 change to version').waitFor();
    expect(await box(page, 'Cost per unit, ask_ai').inputValue()).toBe('0.0125');
    await draft.getByRole('button', { name: 'Discard' }).click();
    expect(await box(page, 'Cost per unit, ask_ai').inputValue()).toBe('0.012');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await box(page, 'Cost per unit, ask_ai').inputValue()).toBe('0.0125');
    await draft.getByRole('button', { name: 'Discard' }).click();
    await page.reload();
    await page.getByRole('region', { name: 'In force' }).waitFor();
    expect(await box(page, 'Cost per unit, ask_ai').inputValue()).toBe('0.012');
    expect(await draft.count()).toBe(0);
  });

  it('asks before a tab with a draft is left, and not without one', async () => {
    const page = await opened();
    const isAsking = () =>
      page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    expect(await isAsking()).toBe(false);
    await box(page, 'Credits per unit, ask_ai').fill('2');
    expect(await isAsking()).toBe(true);
    await page.getByRole('link', { name: 'Status' }).click();
    await page.reload();
    expect(await isAsking()).toBe(true);
    await page.getByRole('link', { name: 'Registry', exact: true }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await isAsking()).toBe(false);
  });

  it('adds, duplicates and removes rows, and gives back what was removed', async () => {
    const page = await opened();
    await page.getByRole('button', { name: 'Add action' }).click();
    await page.keyboard.type('soil_check');
    await box(page, 'Name, soil_check').fill('Soil check');
    await box(page, 'Unit, soil_check').fill('sample');
    await box(page, 'Product, soil_check').fill('geospatial');
    await box(page, 'Credits per unit, soil_check').fill('4');
    await box(page, 'Cost per unit, soil_check').fill('0.3');
    await page.getByText('(costs more than it earns)').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'More of ask_ai' }).click();
    await page.getByRole('button', { name: 'Duplicate ask_ai' }).click();
    expect(await box(page, 'Id, ask_ai_copy').inputValue()).toBe('ask_ai_copy');
    await page.getByRole('button', { name: 'More of nav_bridge' }).click();
    await pictured(page, 'registry-details');
    await page.getByRole('button', { name: 'Remove nav_bridge' }).click();
    await page.getByText('nav_bridge is removed').waitFor();
    await page.keyboard.press('Enter');
    await box(page, 'Id, nav_bridge').waitFor();
    await page.getByRole('button', { name: 'More of nav_bridge' }).click();
    await page.getByRole('button', { name: 'Remove nav_bridge' }).click();
    await page.getByText('3 changes').waitFor();
    await review(page);
    await page.getByRole('button', { name: /^Publish version/ }).waitFor();
    const lines = page.getByRole('list').first().getByRole('listitem');
    const texts = (await lines.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
    expect(texts).toEqual([
      expect.stringMatching(/Added .*soil_check/),
      expect.stringMatching(/Added .*ask_ai_copy/),
      expect.stringMatching(/Removed .*nav_bridge/),
    ]);
  });

  it('offers to put back what can’t go while wallets use it', async () => {
    await fetch(`${stage.url}/api/credits-plan`, {
      method: 'POST',
      headers: { 'x-service-secret': 'dev-service-secret', 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: 'bob', planId: 'professional', idempotencyKey: 'up' }),
    });
    const page = await opened('plans');
    await page.getByRole('button', { name: 'Remove professional' }).click();
    await review(page);
    const summary = page.getByRole('alert');
    await summary.getByText('wallets are on it (1): move them to another plan first').waitFor();
    await pictured(page, 'registry-in-use');
    await summary.getByRole('button', { name: 'Put professional back' }).click();
    await page.getByRole('heading', { name: 'Professional' }).waitFor();
    expect(await page.getByRole('region', { name: 'Draft' }).count()).toBe(0);
  });

  it('gives a plan a price and takes it again', async () => {
    const page = await opened('plans');
    await page.locator('#at-plans-1-price-amountMinor').fill('29.90');
    await review(page);
    await page.getByText('intelligence · Price').waitFor();
    expect(await page.getByRole('listitem').first().innerText()).toContain('€29.90');
    await page.getByRole('button', { name: 'Back to editing' }).click();
    await page.getByRole('link', { name: /^Plans/ }).click();
    await page.locator('#at-plans-1-price-amountMinor').fill('');
    expect(await page.getByRole('region', { name: 'Draft' }).count()).toBe(0);
  });

  it('rolls back to an older version, after a look at it and at what would change', async () => {
    const before = (await current()).version;
    await publish(withAction('ask_ai', { creditsPerUnit: 9 }), 'a mistake');
    const page = await opened('history');
    const newest = page
      .getByRole('listitem')
      .filter({ hasText: `Version ${before + 1}` })
      .first();
    await newest.getByText('In force').waitFor();
    await newest.getByText('a mistake').waitFor();
    await newest.getByText('1 change').click();
    await newest.getByText('ask_ai · Credits per unit').waitFor();
    await pictured(page, 'registry-history');
    await page.getByRole('link', { name: `Look at version ${before}` }).click();
    const old = page.getByRole('region', { name: 'Actions' });
    expect(await old.getByRole('row', { name: /ask_ai/ }).innerText()).toMatch(/1\s+€0\.012/);
    await pictured(page, 'registry-old');
    expect(await complaintsOfAxe(page)).toEqual([]);
    await page.getByRole('button', { name: `Roll back to version ${before}` }).click();
    await page.getByRole('heading', { name: `Roll back to version ${before}` }).waitFor();
    await page.getByText('ask_ai · Credits per unit').waitFor();
    await page.getByRole('button', { name: `Publish version ${before + 2}` }).click();
    await inForce(page, before + 2);
    expect(await actionNow('ask_ai')).toMatchObject({ creditsPerUnit: 1 });
  });

  it('has the same document as JSON, for those who paste', async () => {
    const page = await opened('json');
    const text = page.getByRole('textbox', { name: 'Registry as JSON' });
    await text.fill('{ "plans": [');
    await page.getByText('This can’t be read as a registry').waitFor();
    await page.reload();
    expect(await text.inputValue()).toBe('{ "plans": [');
    await page.getByRole('link', { name: /^Actions/ }).click();
    await page.getByRole('button', { name: 'To the JSON field' }).click();
    await text.fill(JSON.stringify({ ...first, surprise: 1, creditValueMicroEur: 60_000 }));
    await page.getByRole('link', { name: /^Actions/ }).click();
    expect(await box(page, 'Value of a credit').inputValue()).toBe('0.06');
    await review(page);
    await page.getByRole('alert').getByText('surprise').click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('registry-json');
  });

  it('lets people look who may not publish, and says so', async () => {
    const page = await stage.signedIn('eve', { operator: 'as configured' });
    await page.goto('/console#/registry');
    await box(page, 'Credits per unit, ask_ai').fill('2');
    await review(page);
    await page.getByText('You may look at the registry, not publish it').waitFor();
    await pictured(page, 'registry-reader');
    await page.getByRole('button', { name: 'Back to editing' }).click();
    expect(await box(page, 'Credits per unit, ask_ai').inputValue()).toBe('2');
  });

  it('is worked by keyboard alone', async () => {
    const { version } = await current();
    const page = await opened();
    const field = box(page, 'Credits per unit, ask_ai');
    for (let tabs = 0; tabs < 40; tabs += 1) {
      if (await field.evaluate((node) => node === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('5');
    const button = page.getByRole('button', { name: 'Review changes' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Note' }).waitFor();
    await page.getByRole('textbox', { name: 'Note' }).focus();
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await inForce(page, version + 1);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('registry-said');
    expect(await actionNow('ask_ai')).toMatchObject({ creditsPerUnit: 5 });
  });

  it.each(LOOKS)('can be read at $width px, $scheme', async (visitor) => {
    const page = await opened('actions', visitor);
    await box(page, 'Credits per unit, ask_ai').fill('2');
    for (const section of ['Actions', 'Plans', 'Packs', 'JSON', 'History']) {
      await page.getByRole('navigation', { name: 'Registry' }).getByText(section).click();
      if (section === 'History') await page.getByText('In force', { exact: true }).nth(1).waitFor();
      await pictured(page, `registry-${section.toLowerCase()}-${visitor.width}-${visitor.scheme}`);
      expect(await overflow(page)).toBe(0);
      expect(await complaintsOfAxe(page)).toEqual([]);
    }
    await review(page);
    await page.getByRole('button', { name: /^Publish version/ }).waitFor();
    await pictured(page, `registry-review-${visitor.width}-${visitor.scheme}`);
    expect(await overflow(page)).toBe(0);
  });

  it('keeps up with typing where there are a thousand actions', async () => {
    const many = (registry: RegistryDocument): RegistryDocument => ({
      ...registry,
      actions: Array.from({ length: 1000 }, (_, number) => ({
        actionId: `action_${number}`,
        aliases: [`alias_${number}`],
        product: 'geospatial',
        name: `Action ${number}`,
        description: 'What it does, at some length, as such descriptions are.',
        unit: 'piece',
        creditsPerUnit: 1 + (number % 9),
        estimatedCostMicroEur: 1000 * (number % 40),
        chargeableBy: 'any' as const,
      })),
    });
    await publish(many);
    const page = await opened();
    await page.getByText('1–50 of 1,000').waitFor();
    const took = await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#at-actions-3-name');
      if (!field) throw new Error('there is no such field');
      const began = performance.now();
      for (let letter = 0; letter < 20; letter += 1) {
        field.value += 'x';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      return (performance.now() - began) / 20;
    });
    expect(took).toBeLessThan(100);
    await page.getByRole('searchbox', { name: 'Search actions' }).fill('action 999');
    await box(page, 'Credits per unit, action_999').waitFor();
    await review(page);
    await page.getByText('action_3 · Name').waitFor();
  });
});

import { expect, it } from 'vitest';
import { charge, productPage } from './product-page.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

const memo = (idempotencyKey: string, quantity = 1) => ({
  actionId: 'memo_draft',
  quantity,
  idempotencyKey,
});

it.each(LOOKS)('has all of it on one page at $width px, $scheme', async (visitor) => {
  const name = `all-${visitor.width}-${visitor.scheme}`;
  const ada = await stage.server.client(name);
  await ada.post('credits-debit', memo('memo-1', 2));
  await ada.post('credits-debit', { ...memo('report-1'), actionId: 'parcel_report', mode: 'hold' });
  const page = await productPage(stage, { ...visitor, as: name });
  await page.goto('/account');
  const region = (title: string) => page.getByRole('region', { name: title, exact: true });
  await region('History').getByText('Memo draft × 2').waitFor();
  const credits = region('Credits');
  expect(await credits.getByText('72 available').isVisible()).toBe(true);
  expect(await credits.getByRole('meter').getAttribute('aria-valuetext')).toBe(
    '80 of at most 360 included credits',
  );
  expect(await credits.getByText(/^\+120 on /).isVisible()).toBe(true);
  const plans = region('Plan').getByRole('radio');
  expect(await plans.evaluateAll((all) => all.map((each) => each.matches(':checked')))).toEqual([
    true,
    false,
    false,
  ]);
  expect(await region('Plan').getByText('Unused ones add up to 1,800').isVisible()).toBe(true);
  expect(await region('Top up').getByRole('button').allInnerTexts()).toEqual(['Buy', 'Buy', 'Buy']);
  const costs = region('Cost in credits per tool').getByRole('listitem');
  expect(await costs.filter({ hasText: 'Memo draft' }).innerText()).toMatch(/per memo\s+20\s/);
  expect(await region('Reserved').innerText()).toMatch(
    /Parcel report\s+8\s+report-1 · in 15 minutes/,
  );
  expect(await overflow(page)).toBe(0);
  expect(await complaintsOfAxe(page)).toEqual([]);
  await pictured(page, `account-${visitor.width}-${visitor.scheme}`);
});

it('shows the costs of the product that it is embedded in', async () => {
  const page = await productPage(stage, { as: 'vera', attributes: 'product="geospatial"' });
  await page.goto('/account');
  await page.getByText('Flood risk').waitFor();
  expect(await page.getByText('Memo draft').count()).toBe(0);
});

it('pages back over sixty entries in their order, and says when that was all', async () => {
  const bea = await stage.server.client('bea');
  for (let at = 1; at <= 60; at++) await bea.debit(`ask-${at}`);
  const page = await productPage(stage, { as: 'bea' });
  await page.goto('/account');
  const history = page.getByRole('region', { name: 'History' });
  const older = history.getByRole('button', { name: 'Show older' });
  await older.waitFor();
  expect(await history.getByRole('listitem').count()).toBe(20);
  await history.locator('summary').first().click();
  while (await older.isVisible()) {
    const before = await history.getByRole('listitem').count();
    await older.click();
    await expect.poll(() => history.getByRole('listitem').count()).toBeGreaterThan(before);
  }
  const balances = await history.locator('.after').allInnerTexts();
  const expected = [...Array.from({ length: 61 }, (_, at) => 60 + at), 0];
  expect(balances.map((each) => Number(each.replace(/\D/g, '')))).toEqual(expected);
  expect(await history.locator('details[open]').innerText()).toContain('ask-60');
});

it('adds what another tab charged on top of the history, where an opened entry stays open', async () => {
  await (await stage.server.client('cleo')).post('credits-debit', memo('first'));
  const page = await productPage(stage, { as: 'cleo' });
  await page.goto('/account');
  const history = page.getByRole('region', { name: 'History' });
  const summary = history.locator('summary', { hasText: 'Memo draft' });
  await summary.click();
  const other = await page.context().newPage();
  await other.goto('/account');
  await other.getByText('Memo draft').first().waitFor();
  await charge(other, 4, 'second');
  await history.getByText('Ask AI × 4').waitFor();
  expect(await history.getByRole('listitem').count()).toBe(4);
  expect(await history.locator('details[open]').innerText()).toMatch(/Memo draft[\s\S]*first/);
  expect(await summary.evaluate((each) => each.matches(':focus'))).toBe(true);
});

it('shows a stranger the demo, in which a plan can be tried and nothing bought', async () => {
  const page = await productPage(stage, { width: 360 });
  await page.goto('/account');
  await page.getByText('Demo', { exact: true }).waitFor();
  expect(await complaintsOfAxe(page)).toEqual([]);
  await page.getByRole('radio', { name: /^Intelligence/ }).check();
  await page.getByRole('button', { name: 'Change to Intelligence' }).click();
  await page.getByText('You are on Intelligence now').waitFor();
  await page.getByRole('button', { name: /^Buy 100 credits/ }).click();
  await page.getByText('Sign in to buy credits').waitFor();
  expect(new URL(page.url()).pathname).toBe('/account');
  await pictured(page, 'account-demo-360');
});

it('speaks German, with German numbers', async () => {
  await (await stage.server.client('dora')).post('credits-debit', memo('memo-1', 2));
  const page = await productPage(stage, { as: 'dora', lang: 'de', locale: 'de-DE' });
  await page.goto('/account');
  const history = page.getByRole('region', { name: 'Verlauf' });
  await history.getByText('Memo draft × 2').waitFor();
  expect(await page.getByText('Ungenutzte sammeln sich bis 1.800').isVisible()).toBe(true);
  expect(await page.getByText(/6,00\s€/).isVisible()).toBe(true);
  expect(await complaintsOfAxe(page)).toEqual([]);
  await pictured(page, 'account-german');
});

it('keeps its place while it loads: nothing below the plans moves', async () => {
  const page = await productPage(stage, { as: 'ella' });
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/api/credits-state*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/account');
  const top = () =>
    page
      .getByRole('heading', { name: 'Cost in credits per tool' })
      .evaluate((each) => each.getBoundingClientRect().top + scrollY);
  await page.getByRole('heading', { name: 'Top up' }).waitFor();
  const before = await top();
  await pictured(page, 'account-loading');
  goOn();
  await page.getByText('You are on the Base plan').waitFor();
  expect(Math.abs((await top()) - before)).toBeLessThan(8);
});

it('says what to do when nothing can be loaded, and comes back on its own button', async () => {
  const page = await productPage(stage, { as: 'fay' });
  await page.route('**/api/credits-state*', (route) => route.abort());
  await page.goto('/account');
  await page.getByRole('alert').getByText('No connection to the credits service').waitFor();
  await pictured(page, 'account-unreachable');
  await page.unroute('**/api/credits-state*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('You are on the Base plan').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

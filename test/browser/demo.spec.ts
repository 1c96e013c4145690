import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { balanceOn, heard, Product, start } from './product.js';
import { complaintsOfAxe, pictured, staged } from './stage.js';

const product = await Product.open();
const stage = staged({ CZ_ALLOWED_ORIGINS: product.origin, CZ_CREDITS_ENFORCE: '1' });

/** Whatever a page sends that could change something. */
const writesOf = (page: Page): readonly string[] => {
  const writes: string[] = [];
  page.context().on('request', (request) => {
    if (!['GET', 'OPTIONS'].includes(request.method())) writes.push(request.url());
  });
  return writes;
};

it('a stranger tries credits out in their browser: labelled as a demo, kept, and never sent', async () => {
  const context = await product.visitor(stage);
  const page = await product.shown(context);
  const writes = writesOf(page);
  await page.getByRole('link', { name: '120 Demo credits, open your account' }).waitFor();
  expect(await page.locator('#memo .cost').innerText()).toMatch(/20 credits\s+Demo/);
  await start(page, 'memo').click();
  await expect.poll(() => heard(page)).toEqual(['charged memo 100']);
  const detail = await page.evaluate(() => Reflect.get(window, 'lastDetail'));
  expect(detail).toMatchObject({ demo: true, replayed: false });
  expect(detail.receipt).toBeUndefined();
  await page.reload();
  await expect.poll(() => balanceOn(page)).toBe('100');
  const another = await product.shown(context);
  expect(await balanceOn(another)).toBe('100');
  await start(page, 'memo').click();
  await expect.poll(() => balanceOn(another)).toBe('80');
  expect(writes).toEqual([]);
});

it('it is blocked as in earnest, and told to sign in', async () => {
  const page = await product.shown(await product.visitor(stage));
  const writes = writesOf(page);
  await start(page, 'many').click();
  const dialog = page.getByRole('dialog', { name: 'Not enough credits' });
  await dialog.getByText('A demo in this browser').waitFor();
  await dialog.getByRole('link', { name: 'Sign in to buy credits' }).waitFor();
  expect(await complaintsOfAxe(page)).toEqual([]);
  await pictured(page, 'demo-refused');
  expect(writes).toEqual([]);
});

it('the same work is paid for once there, too', async () => {
  const page = await product.shown(await product.visitor(stage));
  await start(page, 'named').click();
  await expect.poll(() => heard(page)).toEqual(['charged named 100']);
  await page.waitForTimeout(600);
  await start(page, 'named').click();
  await expect.poll(() => heard(page)).toEqual(['charged named 100', 'replayed named 100']);
  expect(await balanceOn(page)).toBe('100');
});

it('a click right behind a charge belongs to a double click, and charges nothing', async () => {
  const page = await product.shown(await product.visitor(stage));
  await start(page, 'memo').evaluate(async (button: HTMLElement) => {
    const charged = new Promise((resolve) =>
      document.addEventListener('cz-credits-charged', resolve, { once: true }),
    );
    button.click();
    await charged;
    await new Promise((resolve) => setTimeout(resolve, 50));
    button.click();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });
  expect(await heard(page)).toEqual(['charged memo 100']);
});

it('works with prices of its own where the API can not be reached', async () => {
  const page = await (await product.visitor(stage)).newPage();
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(product.origin);
  await expect.poll(() => balanceOn(page)).toBe('120');
  await start(page, 'memo').click();
  await expect.poll(() => heard(page)).toEqual(['charged memo 100']);
});

it('grants the month when it has turned', async () => {
  const context = await product.visitor(stage);
  const page = await context.newPage();
  await page.clock.setFixedTime('2026-11-30T23:59:00Z');
  await page.goto(product.origin);
  await start(page, 'memo').click();
  await expect.poll(() => balanceOn(page)).toBe('100');
  await page.clock.setFixedTime('2026-12-01T00:00:01Z');
  await page.reload();
  await expect.poll(() => balanceOn(page)).toBe('220');
});

import { expect, it } from 'vitest';
import { balanceOn, heard, Product, start } from './product.js';
import { complaintsOfAxe, pictured, staged } from './stage.js';

const product = await Product.open();
const stage = staged({ CZ_ALLOWED_ORIGINS: product.origin, CZ_CREDITS_ENFORCE: '0' });

it('where lack of credits is only warned of, a guard says what is missing and lets the work begin', async () => {
  const page = await product.shown(await product.visitor(stage, 'wanda'));
  expect(await page.locator('#many .cost').innerText()).toMatch(/200 credits\s+80 missing/);
  await start(page, 'many').click();
  await expect.poll(() => heard(page)).toEqual(['charged many 0']);
  expect(await page.locator('#many').getByRole('status').innerText()).toBe(
    '120 credits spent, 0 left. Not enough credits: 80 of 200 were missing',
  );
  expect(await balanceOn(page)).toBe('0');
  expect(await complaintsOfAxe(page)).toEqual([]);
  await pictured(page, 'guard-warned');
});

it('a guard can be told to stop it all the same', async () => {
  const page = await product.shown(await product.visitor(stage, 'stella'));
  await start(page, 'strict').click();
  const dialog = page.getByRole('dialog', { name: 'Not enough credits' });
  expect(await dialog.locator('dl').innerText()).toMatch(
    /Required\s+200\s+Available\s+120\s+Missing\s+80/,
  );
  expect(await heard(page)).toEqual(['blocked strict insufficient_credits']);
  expect(await balanceOn(page)).toBe('120');
});

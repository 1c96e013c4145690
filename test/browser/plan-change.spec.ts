import { expect, it } from 'vitest';
import { charge, productPage } from './product-page.js';
import { pictured, staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

const balanceOf = async (clientId: string): Promise<number> =>
  (await (await stage.server.client(clientId)).state()).balance;

it('says what an upgrade grants before it is made, grants just that, and shows it', async () => {
  const page = await productPage(stage, { as: 'ada' });
  await page.goto('/account#plan');
  await page.getByRole('radio', { name: /^Intelligence/ }).check();
  await page.getByText('With Intelligence: 480 credits added, 600 in all.').waitFor();
  expect(await balanceOf('ada')).toBe(120);
  await pictured(page, 'plan-upgrade');
  await page.getByRole('button', { name: 'Change to Intelligence' }).click();
  await page.getByText('You are on Intelligence now: 480 credits added, 600 in all.').waitFor();
  expect(await balanceOf('ada')).toBe(600);
  const history = page.getByRole('region', { name: 'History' });
  expect(await history.getByRole('listitem').first().innerText()).toMatch(
    /Changed to Intelligence\s+\+480\s/,
  );
});

it('says what a downgrade cuts, and the server trims to the cap of the new plan', async () => {
  await (await stage.server.client('bea')).post('credits-plan', { planId: 'professional' });
  const page = await productPage(stage, { as: 'bea', width: 360 });
  await page.goto('/account#plan');
  await page.getByRole('radio', { name: /^Base/ }).check();
  await page.getByText('With Base: 2,040 credits above the cap of 360 cut, 360 left.').waitFor();
  await page.getByRole('button', { name: 'Stay on Professional' }).click();
  expect(await page.getByRole('radio', { name: /^Professional/ }).isChecked()).toBe(true);
  expect(await balanceOf('bea')).toBe(2400);
  await page.getByRole('radio', { name: /^Base/ }).check();
  await page.getByRole('button', { name: 'Change to Base' }).click();
  await page.getByText('You are on Base now: 2,040 credits above the cap of 360 cut').waitFor();
  expect(await balanceOf('bea')).toBe(360);
  await pictured(page, 'plan-downgrade-360');
});

it('can be changed by keyboard alone, and the focus is never lost', async () => {
  const page = await productPage(stage, { as: 'cleo' });
  await page.goto('/account#plan');
  const focused = () =>
    page.evaluate(() => {
      const inner = document.activeElement?.shadowRoot?.activeElement;
      return inner?.id || inner?.className || inner?.getAttribute('value') || '';
    });
  await expect.poll(focused).toBe('plan-title');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('base');
  await page.keyboard.press('ArrowDown');
  await page.getByText('With Intelligence: 480 credits added').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('base');
  await page.keyboard.press('ArrowDown');
  await page.getByText('With Intelligence: 480 credits added').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('You are on Intelligence now').waitFor();
  expect(await focused()).toBe('outcome');
});

it('shows the answer to the last choice, not the one that came last', async () => {
  const page = await productPage(stage, { as: 'dora' });
  await page.goto('/account');
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/api/credits-plan', async (route) => {
    if (route.request().postData()?.includes('professional')) await slow;
    await route.continue();
  });
  await page.getByRole('radio', { name: /^Professional/ }).check();
  await page.getByRole('radio', { name: /^Intelligence/ }).check();
  await page.getByText('With Intelligence: 480 credits').waitFor();
  const late = page.waitForResponse(
    (response) => response.request().postData()?.includes('professional') ?? false,
  );
  goOn();
  await (await late).finished();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(await page.getByText('With Intelligence: 480 credits').isVisible()).toBe(true);
  expect(await page.getByText('With Professional').count()).toBe(0);
});

it('makes a change that was made once, taken back, and is asked for again', async () => {
  const page = await productPage(stage, { as: 'fay' });
  const change = async () => {
    await page.goto('/account');
    await page.getByRole('radio', { name: /^Intelligence/ }).check();
    await page.getByRole('button', { name: 'Change to Intelligence' }).click();
  };
  await page.route('**/api/credits-plan', async (route) => {
    if (!route.request().postData()?.includes('idempotencyKey')) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await change();
  await page.getByRole('alert').waitFor();
  await page.unroute('**/api/credits-plan');
  const fay = await stage.server.client('fay');
  await fay.post('credits-plan', { planId: 'base' });
  await change();
  await page.getByText('You are on Intelligence now').waitFor();
  expect(Object(await fay.state()).plan.planId).toBe('intelligence');
});

it('asks again what a plan would do when the wallet changes meanwhile', async () => {
  await (await stage.server.client('ella')).post('credits-plan', { planId: 'intelligence' });
  const page = await productPage(stage, { as: 'ella' });
  await page.goto('/account');
  await page.getByRole('radio', { name: /^Base/ }).check();
  await page.getByText('With Base: 240 credits above the cap of 360 cut, 360 left.').waitFor();
  await charge(page, 40, 'meanwhile');
  await page.getByText('With Base: 200 credits above the cap of 360 cut, 360 left.').waitFor();
});

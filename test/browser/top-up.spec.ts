import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { productPage } from './product-page.js';
import { complaintsOfAxe, pictured, staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

const balanceOf = async (clientId: string): Promise<number> =>
  (await (await stage.server.client(clientId)).state()).balance;

const refusedWith = (route: Route, status: number, code: string) =>
  route.fulfill({
    status,
    json: {
      type: `urn:cz-credits:problem:${code}`,
      title: '',
      status,
      detail: '',
      code,
      traceId: '',
    },
  });

/** To the page of the stand-in where one pays. */
const buy = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Buy 100 credits for €6.00' }).click();
  await page.waitForURL(/\/pay\//);
};

it('leads from a refusal to the packs, to the payment, and back to credits that are added once', async () => {
  const ada = await stage.server.client('ada');
  const refused = await ada.post('credits-debit', {
    actionId: 'memo_draft',
    quantity: 7,
    idempotencyKey: 'too-much',
  });
  expect(refused.body).toMatchObject({ code: 'insufficient_credits', shortfall: 20 });
  const { href } = Object(refused.body).topUp;
  const page = await productPage(stage, { as: 'ada' });
  await page.goto(new URL(href).pathname + new URL(href).hash);
  const packs = page.getByRole('region', { name: 'Top up' });
  await expect.poll(() => packs.evaluate((each) => each.matches(':focus-within'))).toBe(true);
  await expect
    .poll(() => packs.evaluate((each) => each.getBoundingClientRect().top))
    .toBeLessThan(100);
  await buy(page);
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('100 credits added, 220 in all.').waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('');
  expect(await complaintsOfAxe(page)).toEqual([]);
  await pictured(page, 'top-up-paid');
  await page.reload();
  await page.getByText('Bought 100 credits').waitFor();
  expect(await page.getByText('100 credits added').count()).toBe(0);
  expect(await balanceOf('ada')).toBe(220);
  expect((await ada.entries()).filter(({ kind }) => kind === 'topup')).toHaveLength(1);
});

it('says that a payment that was left charged nothing, and says it once', async () => {
  const page = await productPage(stage, { as: 'bea', width: 360 });
  await page.goto('/account');
  await buy(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('The payment was not completed. Nothing was charged.').waitFor();
  await pictured(page, 'top-up-cancelled-360');
  expect(await balanceOf('bea')).toBe(120);
  await page.reload();
  await page.getByText('You are on the Base plan').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByText('Nothing was charged').count()).toBe(0);
});

it('waits for a payment that is not settled yet', async () => {
  const page = await productPage(stage, { as: 'cleo' });
  await page.goto('/account');
  await buy(page);
  let asked = 0;
  await page.route('**/api/credits-topup-confirm', async (route) => {
    asked++;
    if (asked > 2) return route.continue();
    const answer = { status: 'pending', checkout: 'unpaid', credits: 100, balance: 120 };
    return route.fulfill({ json: answer });
  });
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByText('Looking for your payment').waitFor();
  await page.getByText('100 credits added, 220 in all.').waitFor();
  expect(asked).toBe(3);
});

const FAILURES: readonly (readonly [string, number, (route: Route) => Promise<void>])[] = [
  ['the connection breaks', 0, (route) => route.abort()],
  ['the session ran out', 401, (route) => refusedWith(route, 401, 'unauthenticated')],
  ['the server is busy', 503, (route) => refusedWith(route, 503, 'store_unavailable')],
];

it.each(FAILURES)(
  'keeps the way back for another try when %s just then',
  async (_, status, fail) => {
    const page = await productPage(stage, { as: `dora-${status}` });
    await page.goto('/account');
    await buy(page);
    await page.route('**/api/credits-topup-confirm', fail);
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    expect(new URL(page.url()).searchParams.has('payment')).toBe(true);
    await page.unroute('**/api/credits-topup-confirm');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('100 credits added, 220 in all.').waitFor();
  },
);

it('tells whoever brings the payment of somebody else that it is not theirs', async () => {
  const page = await productPage(stage, { as: 'ella' });
  await page.goto('/account?payment=cs_test_of_somebody_else#top-up');
  await page.getByText('This payment is not one of yours').waitFor();
  expect(new URL(page.url()).search).toBe('');
});

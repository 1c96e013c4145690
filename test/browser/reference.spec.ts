import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

const operation = (page: Page, id: string) => page.locator(`#operations-${id}`);

const opened = async (page: Page, id: string) => {
  await page.goto('/reference');
  await operation(page, id).locator('.opblock-summary-control').click();
  await operation(page, id).locator('.try-out__btn').waitFor();
};

describe('the API reference', () => {
  it.each(LOOKS)('is read by everybody, at $width px, $scheme', async (visitor) => {
    const page = await (await stage.visitor(visitor)).newPage();
    await opened(page, 'Credits-debit');
    expect(await overflow(page)).toBe(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `reference-operation-${visitor.width}-${visitor.scheme}`);
    await page.locator('.btn.authorize').click();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `reference-authorize-${visitor.width}-${visitor.scheme}`);
  });

  it('lists every operation of the document under whom it is for, beside the text', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.goto('/reference');
    await operation(page, 'Credits-debit').waitFor();
    const { paths } = await (await page.request.get('/openapi.json')).json();
    const all = Object.values(paths).flatMap((methods) => Object.keys(methods ?? {}));
    const contents = page.getByRole('navigation', { name: 'Contents' });
    expect(await contents.getByRole('link').count()).toBe(all.length);
    expect(await page.locator('.opblock').count()).toBe(all.length);
  });

  it('opens the operation that its address names', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.goto('/reference#/Operators/readAudit');
    await operation(page, 'Operators-readAudit').locator('.opblock-body').waitFor();
    await page.getByRole('link', { name: 'Order a pack' }).click();
    await operation(page, 'Payments-orderPack').locator('.opblock-body').waitFor();
    expect(await page.locator('[aria-current="true"]').innerText()).toContain('Order a pack');
  });

  it('charges whoever is signed in here, when a debit is tried out', async () => {
    const page = await stage.signedIn('ada');
    await opened(page, 'Credits-debit');
    const debit = operation(page, 'Credits-debit');
    await debit.locator('.try-out__btn').click();
    await debit.locator('.execute').click();
    await debit.locator('.live-responses-table').waitFor();
    expect(await debit.locator('.live-responses-table').innerText()).toContain('"balance": 100');
    await pictured(page, 'reference-tried-1440-light');
  });

  it('asks with the token that somebody gave it instead', async () => {
    const page = await stage.signedIn('ada');
    const answer = await page.request.post('/local/sign-in', {
      data: { clientId: 'grace', operator: false },
      headers: { origin: stage.url },
    });
    const { token } = await answer.json();
    await opened(page, 'Credits-readState');
    await page.locator('.btn.authorize').click();
    await page.locator('.auth-container input').first().fill(token);
    await page.locator('.auth-container .authorize').first().click();
    await page.getByRole('button', { name: 'Close' }).first().click();
    const state = operation(page, 'Credits-readState');
    await state.locator('.try-out__btn').click();
    await state.locator('.execute').click();
    await state.locator('.live-responses-table').waitFor();
    expect(await state.locator('.live-responses-table').innerText()).toContain('"grace"');
  });

  it('says so when the document can’t be had, and where it is', async () => {
    const context = await stage.visitor();
    await context.route('**/openapi.json', (route) => route.fulfill({ status: 503 }));
    const page = await context.newPage();
    await page.goto('/reference');
    expect(await page.getByRole('alert').innerText()).toContain('could not be loaded');
    expect(await complaintsOfAxe(page)).toEqual([]);
  });
});

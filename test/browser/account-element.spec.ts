import { expect, it } from 'vitest';
import { productPage } from './product-page.js';
import { complaintsOfAxe, overflow, pictured, staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

it.each([
  { width: 360, scheme: 'light' },
  { width: 360, scheme: 'dark' },
  { width: 1440, scheme: 'light' },
  { width: 1440, scheme: 'dark' },
] as const)('is shown at $width px, $scheme', async (visitor) => {
  const ada = await stage.server.client(`ada-${visitor.width}-${visitor.scheme}`);
  await ada.post('credits-debit', {
    actionId: 'memo_draft',
    quantity: 2,
    idempotencyKey: 'memo-7f3a',
  });
  await ada.post('credits-debit', {
    mode: 'hold',
    actionId: 'parcel_report',
    idempotencyKey: 'report-1',
  });
  await ada.post('credits-debit', { actionId: 'ask_ai', quantity: 3, idempotencyKey: 'ask-1' });
  const page = await productPage(stage, {
    ...visitor,
    as: `ada-${visitor.width}-${visitor.scheme}`,
  });
  await page.goto('/account', { waitUntil: 'networkidle' });
  await page.getByText('Memo draft × 2').waitFor();
  expect(await overflow(page)).toBe(0);
  await pictured(page, `account-${visitor.width}-${visitor.scheme}`);
  expect(await complaintsOfAxe(page)).toEqual([]);
});

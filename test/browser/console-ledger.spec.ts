import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { asService } from './ledger-of-clients.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });
const service = asService(stage);

const opened = async (hash: string, options = {}): Promise<Page> => {
  const page = await stage.signedIn('olga', { operator: true, ...options });
  await page.goto(`/console${hash}`);
  return page;
};

const lookFor = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('Look for').fill(text);
  await page.getByRole('button', { name: 'Search' }).click();
};

const rows = (page: Page) => page.locator('.entries .row');

describe('the ledger explorer', () => {
  it('finds the entries of a trace id that is pasted, in the order of writing', async () => {
    const { entry } = await service.debit('trace-client', 'first');
    const page = await opened('#/ledger');
    await lookFor(page, `  x-trace-id: ${entry.traceId.toUpperCase()} `);
    await page.getByText('3 entries · in the order of writing').waitFor();
    expect(await rows(page).locator('td.kind').allTextContents()).toEqual([
      'Open',
      'Grant',
      'Debit',
    ]);
    expect(await rows(page).last().textContent()).toContain('ask_ai × 5');
    await page.getByText('No operator: a client, a service or Stripe asked for it.').waitFor();
  });

  it.each([
    ['a whole name', 'CZ_SMCR|debit|kinds-1', 'Taken for an entry’s whole name.'],
    ['a key', 'console-5f0c2f4e-0000-4000-8000-000000000000', 'Taken for an idempotency key.'],
    ['a client id', 'kinds-client', 'Taken for a client id.'],
  ])('understands %s', async (_, text, said) => {
    await service.debit('kinds-client', 'kinds-1');
    await service.debit('kinds-client', 'console-5f0c2f4e-0000-4000-8000-000000000000');
    const page = await opened('#/ledger');
    await page.getByLabel('Look for').fill(text);
    await page.getByText(said).waitFor();
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    expect(await rows(page).first().textContent()).toContain('kinds-client');
  });

  it('takes what is pasted for something else when it is told so', async () => {
    await service.debit('other-client', 'ambiguous');
    const page = await opened('#/ledger');
    await lookFor(page, 'ambiguous');
    await page.getByText('No entry has the client id').waitFor();
    await page.getByRole('button', { name: 'Take it for a key or entry name' }).click();
    await page.getByText('1 entry').waitFor();
    expect(page.url()).toContain('q=ambiguous&as=key');
  });

  it('says what the API has against a search at its field', async () => {
    const page = await opened('#/ledger?q=4bf9&as=traceId');
    await page.getByText('Trace id is 32 lower-case hex digits').waitFor();
    const field = page.getByLabel('Look for');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await lookFor(page, 're_1PxYnothing');
    await page.getByText('Nothing found').waitFor();
  });

  it('repeats a search from its link, goes back and remembers it', async () => {
    await service.debit('linked-client', 'linked');
    const page = await opened('#/ledger?q=linked-client&kind=debit&from=2020-01-01T00%3A00');
    await page.getByText('1 entry').waitFor();
    expect(await page.getByLabel('Kind').inputValue()).toBe('debit');
    expect(await page.getByLabel('From (UTC)').inputValue()).toBe('2020-01-01T00:00');
    await page.getByLabel('Kind').selectOption('grant');
    await page.getByRole('button', { name: 'Search' }).click();
    await rows(page).filter({ hasText: 'Grant' }).waitFor();
    expect(page.url()).toContain('kind=grant');
    await page.goBack();
    await page.locator('.entries .badge', { hasText: 'Debit' }).first().waitFor();
    await page.goto('/console#/ledger');
    await page.getByRole('link', { name: 'linked-client · debit' }).waitFor();
  });

  it('shows more, page by page, each entry once', async () => {
    for (let at = 0; at < 5; at += 1) {
      const debits = Array.from({ length: 20 }, (_, each) => ({
        actionId: 'ask_ai',
        idempotencyKey: `many-${at}-${each}`,
      }));
      await service.settle('many-client', { debits });
    }
    const page = await opened('#/ledger?q=many-client');
    await page.getByText('50 entries, and there are more').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('100 entries, and there are more').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('102 entries · newest first').waitFor();
    const labels = await rows(page)
      .locator('button[aria-expanded]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(new Set(labels).size).toBe(102);
  });

  it('opens a row and says all that the API says of the entry', async () => {
    const { entry } = await service.debit('opened-client', 'opened');
    const page = await opened('#/ledger?q=opened-client&kind=debit');
    await rows(page)
      .getByRole('button', { name: /Details of debit/ })
      .press('Enter');
    const details = page.locator('.entry-details');
    for (const text of [entry.eventId, entry.hash, entry.name, entry.traceId, '€0.06']) {
      expect(await details.textContent()).toContain(text);
    }
    await details.getByText('As JSON').click();
    expect(JSON.parse((await details.locator('pre').textContent()) ?? '')).toMatchObject(entry);
  });

  it('shows the newest search, however late an older one is answered', async () => {
    await service.debit('slow-client', 'slow');
    await service.debit('fast-client', 'fast');
    const page = await opened('#/ledger');
    await page.route('**/v1/admin/entries?*slow-client*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue().catch(() => undefined);
    });
    await lookFor(page, 'slow-client');
    await lookFor(page, 'fast-client');
    await page.getByText('3 entries').waitFor();
    await page.waitForTimeout(1_000);
    expect(await rows(page).first().textContent()).toContain('fast-client');
  });
});

const HOSTILE = '<img src=x onerror="document.title=1">';

describe.each(LOOKS)('at $width px, $scheme', (visitor) => {
  const name = `${visitor.width}-${visitor.scheme}`;

  it('begins, finds and explains without a complaint', async () => {
    await service.debit('sightly-client', 'seen');
    await service.debit('sightly-client', 'seen-2', { actionId: 'valuation', quantity: 3 });
    const page = await opened('#/ledger', visitor);
    await page.getByText('What can be pasted').waitFor();
    await page.waitForLoadState('networkidle');
    expect([await overflow(page), await complaintsOfAxe(page)]).toEqual([0, []]);
    await pictured(page, `ledger-start-${name}`);
    await lookFor(page, 'sightly-client');
    await rows(page).first().locator('button[aria-expanded]').click();
    await page.locator('.entry-details').waitFor();
    expect([await overflow(page), await complaintsOfAxe(page)]).toEqual([0, []]);
    await pictured(page, `ledger-found-${name}`);
    await lookFor(page, 'nobody-at-all');
    await page.getByText('Nothing found').waitFor();
    await pictured(page, `ledger-nothing-${name}`);
  });

  it('keeps what is long and hostile in its place', async () => {
    const { entry } = await service.debit('longest-client', 'model');
    const page = await opened('#/ledger', visitor);
    const long = 'x'.repeat(120);
    const odd = {
      ...entry,
      clientId: `c${long}`,
      kind: 'adjustment',
      reason: HOSTILE + long,
      actor: `admin:${long}`,
      creditsDelta: -12345678901234567000,
      balanceAfter: 98765432109876540000,
      shortfall: 98765432109876540000,
      idempotencyKey: long,
      name: `CZ_SMCR|adjustment|${long}`,
      ref: `CZ_SMCR|debit|${long}`,
    };
    await page.route('**/v1/admin/entries?*', (route) =>
      route.fulfill({ json: { entries: [odd] } }),
    );
    await lookFor(page, long);
    await rows(page).first().locator('button[aria-expanded]').click();
    expect(await page.locator('.entry-details').textContent()).toContain(HOSTILE);
    expect(await page.locator('main img').count()).toBe(0);
    expect([await overflow(page), await complaintsOfAxe(page)]).toEqual([0, []]);
    await pictured(page, `ledger-hostile-${name}`);
  });
});

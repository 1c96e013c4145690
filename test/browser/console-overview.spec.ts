import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { keysOf, periodBefore, periodIn } from '../../web/pages/console/overview/period.js';
import { SEEDED_NOW, seeded } from './seeded.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged, type Visitor } from './stage.js';

const stage = staged(await seeded());

/** An operator's page, at the time at which the story that is seeded ends. */
const opened = async (hash: string, visitor: Visitor = {}): Promise<Page> => {
  const page = await stage.signedIn('dev_admin', { operator: true, ...visitor });
  await page.clock.setFixedTime(SEEDED_NOW);
  await page.goto(`/console${hash}`);
  await settled(page);
  return page;
};

const settled = async (page: Page): Promise<void> => {
  await page.locator('.overview[aria-busy="false"]').waitFor();
};

const figure = (page: Page, name: string) =>
  page.locator('.tile', { hasText: name }).locator('dd').first().innerText();

const rows = (page: Page) => page.locator('.actions tbody tr');

describe('the overview', () => {
  it.each(LOOKS)('is readable by everybody at $width px, $scheme', async (visitor) => {
    const page = await opened('#/overview?period=last-30', visitor);
    expect(await overflow(page)).toBe(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `overview-${visitor.width}-${visitor.scheme}`);
    await page.getByRole('slider', { name: 'Day' }).focus();
    await page.getByRole('button', { name: 'Ask AI' }).first().click();
    await settled(page);
    expect(await overflow(page)).toBe(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `overview-of-one-action-${visitor.width}-${visitor.scheme}`);
  });

  it('says what was charged, what it cost and what is left, and what it was before', async () => {
    const page = await opened('#/overview?from=2025-11-17&to=2025-11-17');
    const [credits, value, cost, margin] = await Promise.all(
      ['Credits charged', 'Value', 'Estimated cost', 'Margin'].map((name) => figure(page, name)),
    );
    expect(credits).toMatch(/^\d+$/);
    const amount = (text = '') => Number(text.replace(/[^\d.]/g, ''));
    expect(amount(value)).toBeCloseTo(amount(credits) * 0.05, 2);
    expect(amount(margin?.split(' ')[0])).toBeCloseTo(amount(value) - amount(cost), 1);
    expect(await page.locator('.compared').innerText()).toBe('Compared with 16 Nov 2025.');
  });

  it('puts first what loses most, and says so', async () => {
    const page = await opened('#/overview?period=last-30');
    expect(await rows(page).first().innerText()).toMatch(/^Satellite change\s*Loses/);
    expect(await page.locator('.actions header').innerText()).toMatch(
      /costs? more than was charged/,
    );
    await page.getByRole('columnheader', { name: 'Credits' }).getByRole('button').click();
    const credits = await page.locator('.actions tbody td:nth-child(3)').allInnerTexts();
    const numbers = credits.map((each) => Number(each.replaceAll(',', '')));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    await expect
      .poll(() => page.locator('.actions th[aria-sort="descending"]').innerText())
      .toMatch(/^Credits/);
  });

  it('shows one action over time, under an address that shows it again', async () => {
    const page = await opened('#/overview?period=last-30');
    const whole = await page.locator('.readout').innerText();
    await page.locator('.actions').getByRole('button', { name: 'Valuation' }).click();
    await settled(page);
    expect(await page.locator('.readout').innerText()).not.toBe(whole);
    expect(page.url()).toContain('action=valuation');
    expect(await page.getByRole('heading', { name: 'Top clients of Valuation' }).count()).toBe(1);
    await page.reload();
    await settled(page);
    await page.getByRole('button', { name: 'Valuation only: show all actions' }).click();
    await settled(page);
    expect(await page.locator('.readout').innerText()).toBe(whole);
    await page.goBack();
    await settled(page);
    expect(page.url()).toContain('action=valuation');
    expect(await page.locator('.readout').innerText()).not.toBe(whole);
  });

  it('tells the numbers of each day to the arrow keys, also of days without a charge or below zero', async () => {
    const page = await opened('#/overview?from=2025-11-07&to=2025-11-12');
    const slider = page.getByRole('slider', { name: 'Day' });
    await slider.focus();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^12 Nov 2025: value €\d/);
    await slider.press('ArrowLeft');
    expect(await page.locator('.readout').innerText()).toMatch(/11 Nov 2025\s+Value\s+−€\d/);
    await slider.press('Home');
    await slider.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe(
      '8 Nov 2025: value €0.00, estimated cost €0.00, margin €0.00',
    );
    await page.mouse.move(0, 0);
    await slider.blur();
    expect(await page.locator('.readout').innerText()).toMatch(/^7 ?– ?12 Nov 2025/);
  });

  it('is a table for who wants one, with a row for each day', async () => {
    const page = await opened('#/overview?from=2025-11-07&to=2025-11-12');
    await page.getByRole('button', { name: 'Show as table' }).click();
    const days = await page.locator('.over-time tbody th').allInnerTexts();
    expect(days).toEqual([12, 11, 10, 9, 8, 7].map((day) => `${day} Nov 2025`));
    await page.getByRole('button', { name: 'Show as chart' }).click();
    expect(await page.getByRole('slider').count()).toBe(1);
  });

  it('draws a single day', async () => {
    const page = await opened('#/overview?from=2025-11-17&to=2025-11-17');
    expect(await page.locator('.over-time .dot').count()).toBe(2);
    await pictured(page, 'overview-one-day');
  });

  it('is of one product only, if asked', async () => {
    const page = await opened('#/overview?period=last-30');
    const all = await rows(page).count();
    await page.getByLabel('Product').selectOption('secondary_market');
    await settled(page);
    expect(await rows(page).count()).toBeLessThan(all);
    expect(await rows(page).filter({ hasText: 'Ask AI' }).count()).toBe(0);
    expect(page.url()).toContain('product=secondary_market');
  });

  it('takes the period from the picker, and a custom one from its dates', async () => {
    const page = await opened('#/overview');
    expect(await page.locator('.head p').innerText()).toMatch(/^1 ?– ?20 Nov 2025 · days are UTC$/);
    await page.getByLabel('Period').selectOption('last-month');
    await settled(page);
    expect(await page.locator('.head p').innerText()).toMatch(/^1 ?– ?31 Oct 2025/);
    await page.getByLabel('Period').selectOption('custom');
    await page.getByLabel('from', { exact: true }).fill('2025-11-03');
    await settled(page);
    expect(page.url()).toContain('from=2025-10-31&to=2025-11-03');
  });

  it('leads from a client to their wallet', async () => {
    const page = await opened('#/overview?period=last-30');
    const largest = page.locator('.ranking a').first();
    expect(await largest.getAttribute('href')).toBe('#/wallets/user_meridian_capital');
  });

  it('is saved as the CSV that the API makes of it', async () => {
    const page = await opened('#/overview?from=2025-11-17&to=2025-11-18');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download by day as CSV' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('credits-by-day-2025-11-17-2025-11-18.csv');
    const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toMatch(/^key,count,credits/);
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['2025-11-17', '2025-11-18']);
  });

  it('stays where a CSV can’t be saved, and trying again saves that one', async () => {
    const page = await opened('#/overview?from=2025-11-17&to=2025-11-18');
    const asCsv = '**/api/credits-metrics?*format=csv*';
    await page.route(asCsv, (route) => route.abort());
    await page.getByRole('button', { name: 'Download by day as CSV' }).click();
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    expect(await rows(page).count()).toBeGreaterThan(0);
    await page.unroute(asCsv);
    const [saved] = await Promise.all([page.waitForEvent('download'), again.click()]);
    expect(saved.suggestedFilename()).toBe('credits-by-day-2025-11-17-2025-11-18.csv');
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('says how the first debit is made, where nothing was charged', async () => {
    const page = await opened('#/overview?from=2025-01-01&to=2025-01-31', { width: 360 });
    expect(await page.locator('.first-debit').innerText()).toContain('/api/credits-debit');
    expect(await complaintsOfAxe(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await pictured(page, 'overview-empty-360');
  });

  it('keeps the newest answer, whichever comes last', async () => {
    const page = await opened('#/overview?period=last-30');
    const held: (() => void)[] = [];
    const ended: string[] = [];
    page.on('requestfinished', (request) => ended.push(request.url()));
    page.on('requestfailed', (request) => ended.push(request.url()));
    const ofLastMonth = (url: string) => url.includes('to=2025-11-01');
    await page.route('**/api/credits-metrics?*to=2025-11-01*', async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => undefined);
    });
    await page.getByLabel('Period').selectOption('last-month');
    await expect.poll(() => held.length).toBe(3);
    await page.getByLabel('Period').selectOption('this-month');
    await expect.poll(() => page.locator('.readout').innerText()).toMatch(/^1 ?– ?20 Nov/);
    for (const letGo of held) letGo();
    await expect.poll(() => ended.filter(ofLastMonth).length).toBe(3);
    await page.waitForTimeout(500);
    expect(await page.locator('.readout').innerText()).toMatch(/^1 ?– ?20 Nov/);
    expect(await page.locator('.overview').getAttribute('aria-busy')).toBe('false');
  });

  it('says what is missing to somebody who is no operator', async () => {
    const page = await stage.signedIn('mallory', { operator: 'as configured' });
    await page.goto('/console#/overview');
    const notice = page.getByRole('alert');
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/operators who may read\. .*CZ_ADMIN_USERS/s);
    await pictured(page, 'overview-forbidden');
  });
});

describe('a period', () => {
  const at = (text: string) => new Date(text);
  const of = (query: string, now = at('2026-03-15T23:59:59Z')) => {
    const { first, last } = periodIn(new URLSearchParams(query), now);
    return [first, last];
  };

  it('is of UTC days, up to today', () => {
    expect(of('')).toEqual(['2026-03-01', '2026-03-15']);
    expect(of('period=last-month')).toEqual(['2026-02-01', '2026-02-28']);
    expect(of('period=last-30')).toEqual(['2026-02-14', '2026-03-15']);
    expect(of('period=last-90')).toEqual(['2025-12-16', '2026-03-15']);
    expect(of('', at('2026-03-16T00:00:00+02:00'))).toEqual(['2026-03-01', '2026-03-15']);
    expect(of('period=last-month', at('2026-01-01T00:00:00Z'))).toEqual([
      '2025-12-01',
      '2025-12-31',
    ]);
  });

  it('is what the address says, as far as that makes sense', () => {
    expect(of('from=2026-02-03&to=2026-02-01')).toEqual(['2026-02-01', '2026-02-03']);
    expect(of('from=2026-02-30&to=2026-03-01')).toEqual(['2026-03-01', '2026-03-15']);
    expect(of('from=yesterday&to=today')).toEqual(['2026-03-01', '2026-03-15']);
    expect(of('period=toString')).toEqual(['2026-03-01', '2026-03-15']);
  });

  it('is compared with one that is as long, or with the month before', () => {
    const comparison = (query: string, now = at('2026-03-15T12:00:00Z')) => {
      const { first, last } = periodBefore(periodIn(new URLSearchParams(query), now));
      return [first, last];
    };
    expect(comparison('')).toEqual(['2026-02-01', '2026-02-15']);
    expect(comparison('', at('2026-03-31T12:00:00Z'))).toEqual(['2026-02-01', '2026-02-28']);
    expect(comparison('period=last-month')).toEqual(['2026-01-01', '2026-01-31']);
    expect(comparison('period=last-30')).toEqual(['2026-01-15', '2026-02-13']);
    expect(comparison('from=2026-03-05&to=2026-03-05')).toEqual(['2026-03-04', '2026-03-04']);
  });

  it('has a point for each day, and of a long one for each month', () => {
    const keys = (query: string) => keysOf(periodIn(new URLSearchParams(query), at('2026-03-15')));
    expect(keys('from=2026-02-27&to=2026-03-01')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(keys('from=2025-01-01&to=2025-07-03')).toHaveLength(184);
    expect(keys('from=2025-01-01&to=2025-07-04')).toEqual(
      ['01', '02', '03', '04', '05', '06', '07'].map((month) => `2025-${month}`),
    );
  });
});

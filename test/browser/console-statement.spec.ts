import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { statementAnswer } from '../../lib/contract/statement.js';
import { newFolder } from '../slow/dev-server.js';
import { afterJanuary, FEBRUARY, playJanuary } from './january.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged, type Visitor } from './stage.js';

const folder = newFolder();
beforeAll(() => playJanuary(folder));
const stage = staged(afterJanuary(folder));

const ADMIN = { 'x-cz-registry-admin': 'dev-admin-secret' };

const opened = async (path: string, options: Visitor = {}): Promise<Page> => {
  const page = await stage.signedIn('fin', { operator: true, ...options });
  await page.clock.setFixedTime(FEBRUARY);
  await page.goto(`/console#/statement${path}`);
  return page;
};

const ready = (page: Page) => page.getByRole('heading', { name: 'Credits', exact: true }).waitFor();

const fetched = async (query = '') => {
  const answer = await fetch(`${stage.url}/v1/admin/statements/2026-01${query}`, {
    headers: ADMIN,
  });
  return statementAnswer.parse(await answer.json());
};

/** The figures of a row as a reader adds them up. */
const figures = async (page: Page, table: string, row: string): Promise<readonly number[]> => {
  const cells = page
    .getByRole('region', { name: table, exact: true })
    .getByRole('row', { name: new RegExp(`^${row}`) })
    .getByRole('cell');
  const texts = await cells.allInnerTexts();
  return texts.map((text) => Number(text.replace('−', '-').replaceAll(/[^\d.-]/g, '')));
};

describe('the statement', () => {
  it('is of the last closed month, adds up line by line, and says what the API says', async () => {
    const page = await opened('');
    await ready(page);
    expect(page.url()).toContain('#/statement/2026-01');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('January 2026');
    await page.getByText('Closed', { exact: true }).waitFor();
    const { totals } = await fetched();
    const opening = await figures(page, 'Credits', 'Opening');
    const closing = await figures(page, 'Credits', 'Closing');
    expect(closing).toEqual([
      totals.granted.closing,
      totals.purchased.closing,
      totals.total.closing,
    ]);
    const names = ['Granted', 'Bought', 'Reinstated', 'Adjusted', 'Reversed', 'Adopted'];
    const lost = ['Used', 'Trimmed', 'Clawed back'];
    const moves = await Promise.all(
      [...names, ...lost].map((row) => figures(page, 'Credits', row)),
    );
    for (const bucket of [0, 1, 2]) {
      const sum = [opening, ...moves].reduce((total, row) => total + (row[bucket] ?? NaN), 0);
      expect(sum).toBe(closing[bucket]);
    }
    expect(moves[6]?.[2]).toBe(-totals.total.used);
    expect(totals.total.used).toBe(30 + 100 + 28 * 3);
    expect(totals.purchased).toMatchObject({ bought: 100, clawedBack: 50, closing: 50 });
  });

  it('has the liability, and Stripe’s cash beside what was credited', async () => {
    const page = await opened('/2026-01');
    await ready(page);
    expect(await figures(page, 'Liability', 'Closing')).toEqual([3]);
    expect(await figures(page, 'Liability', 'Returned')).toEqual([-3]);
    expect(await figures(page, 'Cash in EUR', 'Net')).toEqual([3, 3]);
    await page.getByText('Ties out').waitFor();
  });

  it('lists clients by pages, in any order, and leads to their wallets', async () => {
    const page = await opened('/2026-01');
    await ready(page);
    const clients = page.getByRole('region', { name: /^Clients/ });
    await page.getByText('1–25 of 30').waitFor();
    await clients.getByRole('button', { name: 'Used' }).press('Enter');
    await clients.getByRole('button', { name: 'Used' }).press('Enter');
    expect(await clients.getByRole('link').first().innerText()).toBe('bob');
    await page.getByRole('searchbox', { name: 'Search clients' }).fill('ad');
    expect(await clients.getByRole('link').allInnerTexts()).toEqual(['ada']);
    expect(await clients.getByRole('link').getAttribute('href')).toBe('#/wallets/ada');
  });

  it('of one client is asked for by name', async () => {
    const page = await opened('/2026-01');
    await ready(page);
    await page.getByRole('textbox', { name: 'One client' }).fill('bob');
    await page.keyboard.press('Enter');
    await page.getByText('client bob').waitFor();
    await ready(page);
    expect(page.url()).toContain('#/statement/2026-01?client=bob');
    expect(await figures(page, 'Credits', 'Used')).toEqual([-100, 0, -100]);
  });

  it('comes as CSV under the name that the command gives it', async () => {
    const page = await opened('/2026-01');
    await ready(page);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('2026-01.csv');
    const answer = await fetch(`${stage.url}/v1/admin/statements/2026-01?format=csv`, {
      headers: ADMIN,
    });
    expect(await readFile(await download.path(), 'utf8')).toBe(await answer.text());
  });

  it('stays where its CSV can’t be saved, and trying again saves that', async () => {
    const page = await opened('/2026-01');
    await ready(page);
    const asCsv = /statements\/2026-01\?format=csv/;
    await page.route(asCsv, (route) => route.abort());
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const again = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    expect(await page.getByRole('region', { name: 'Credits', exact: true }).count()).toBe(1);
    await page.unroute(asCsv);
    const coming = page.waitForEvent('download');
    await again.click();
    expect((await coming).suggestedFilename()).toBe('2026-01.csv');
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('says so where a month has not begun, or nothing had happened yet', async () => {
    const page = await opened('/2026-03');
    await page.getByText('March 2026 has not begun').waitFor();
    await pictured(page, 'statement-future');
    await page.getByRole('link', { name: 'The month before' }).click();
    await page.getByText('Open: can still change').waitFor();
    await page.goto('/console#/statement/2025-12');
    await page.getByText('The ledger had no entry up to the end of December 2025').waitFor();
    await page.goto('/console#/statement/2026-01?client=nobody');
    await page.getByText('nobody had no wallet up to the end of January 2026').waitFor();
    await pictured(page, 'statement-nobody');
  });

  it('says that the CSV works where Stripe does not answer, and which command where it is too much', async () => {
    const page = await opened('/2025-12');
    const refuse = async (status: number, code: string, more: object) => {
      const json = { type: `urn:${code}`, title: code, status, detail: code, code, traceId: 'f00' };
      await page.route(/statements\/2026-01$/, (route) =>
        route.fulfill({
          status,
          json: { ...json, ...more },
          contentType: 'application/problem+json',
        }),
      );
    };
    await refuse(502, 'upstream_failed', {});
    await page.goto('/console#/statement/2026-01');
    const notice = page.getByRole('alert');
    await notice.getByText('Stripe did not answer').waitFor();
    await pictured(page, 'statement-no-stripe');
    const coming = page.waitForEvent('download');
    await notice.getByRole('button', { name: 'Download CSV' }).click();
    expect((await coming).suggestedFilename()).toBe('2026-01.csv');
    await page.unrouteAll();
    await refuse(422, 'too_much', { command: 'npm run statement -- 2026-01' });
    await notice.getByRole('button', { name: 'Try again' }).click();
    await notice.getByText('January 2026 is too much for one answer').waitFor();
    await notice.getByText('npm run statement -- 2026-01').waitFor();
    await pictured(page, 'statement-too-much');
  });

  it('is a page on paper, with every client and without what is only for a screen', async () => {
    const page = await opened('/2026-01', { scheme: 'dark' });
    await ready(page);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1000 });
    expect(await page.getByRole('navigation').locator('visible=true').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(
      await page
        .getByRole('region', { name: /^Clients/ })
        .getByRole('link')
        .count(),
    ).toBe(30);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe(
      'rgb(22, 24, 29)',
    );
    expect(await overflow(page)).toBe(0);
    await pictured(page, 'statement-paper');
  });

  it.each(LOOKS)('can be read at $width px, $scheme', async (visitor) => {
    const page = await opened('/2026-01', visitor);
    await ready(page);
    await pictured(page, `statement-${visitor.width}-${visitor.scheme}`);
    expect(await overflow(page)).toBe(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
  });
});

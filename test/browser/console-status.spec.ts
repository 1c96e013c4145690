import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { complaintsOfAxe, overflow, pictured, staged, type Visitor } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

const opened = async (hash: string, visitor: Visitor = {}): Promise<Page> => {
  const page = await stage.signedIn('dev_admin', { operator: true, ...visitor });
  await page.goto(`/console${hash}`);
  return page;
};

const settled = (page: Page) => page.locator('.status[aria-busy="false"]').waitFor();

/** Health as it is where a database does not answer and Odoo is far behind: no local server gets there. */
const troubled = async (page: Page): Promise<void> => {
  const setAside = {
    clientId: 'user_ada',
    seq: 17,
    reason: 'Odoo refused the row: the customer was merged',
    attempts: 4,
    retryAt: '2026-01-31T12:00:00.000Z',
  };
  const health = {
    status: 'unavailable',
    ledger: 'postgres',
    version: '0.1.0',
    checks: [
      { name: 'ledger', status: 'failed' },
      { name: 'mirror', status: 'warning' },
      { name: 'configuration', status: 'warning', detail: 'CZ_CREDITS_ENFORCE is not set' },
    ],
    mirror: {
      lag: 1234,
      walletsBehind: 3,
      walletsSetAside: 1,
      waitingSeconds: 5400,
      failure: 'connect ETIMEDOUT',
      setAside: [setAside],
    },
  };
  await page.route('**/api/health', (route) => route.fulfill({ status: 503, json: health }));
  await page.route('**/v1/admin/webhook-events?*fate=refused*', (route) =>
    route.fulfill({ json: { events: [refusedEvent] } }),
  );
};

const refusedEvent = {
  eventId: 'evt_1',
  type: 'checkout.session.completed',
  objectId: 'cs_1',
  clientId: 'user_ada',
  fate: 'refused',
  reason: 'its pack is not in the registry',
  traceId: 'a'.repeat(32),
  occurredAt: '2026-01-31T10:00:00.000Z',
  firstSeenAt: '2026-01-31T10:00:00.000Z',
  lastSeenAt: '2026-01-31T11:00:00.000Z',
  deliveries: 2,
};

describe('the status', () => {
  it.each([
    { width: 360, scheme: 'light' },
    { width: 1440, scheme: 'dark' },
  ] as const)('says that all is well at $width px, $scheme', async (visitor) => {
    const page = await opened('#/status', visitor);
    await settled(page);
    const told = await page.locator('.status').innerText();
    expect(told).toContain('All is well');
    expect(told).toMatch(/Ledger\s+Embedded/);
    expect(told).toMatch(/Without enough credits\s+actions are refused/);
    expect(told).toMatch(/Updated (now|\d+ seconds? ago)/);
    expect(await overflow(page)).toBe(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `status-${visitor.width}-${visitor.scheme}`);
  });

  it.each([
    { width: 360, scheme: 'dark' },
    { width: 1440, scheme: 'light' },
  ] as const)(
    'says what fails, what lags, why, and what to do, at $width px, $scheme',
    async (visitor) => {
      const page = await stage.signedIn('dev_admin', { operator: true, ...visitor });
      await troubled(page);
      await page.goto('/console#/status');
      await settled(page);
      const told = await page.locator('.status').innerText();
      expect(told).toContain('Nothing can be charged now');
      expect(told).toContain('docs/operating.md');
      expect(told).toMatch(/Entries behind\s+1,234/);
      expect(told).toMatch(/Waiting for\s+90 min/);
      expect(told).toContain('connect ETIMEDOUT');
      expect(told).toContain('the customer was merged');
      expect(told).toContain('its pack is not in the registry');
      expect(await overflow(page)).toBe(0);
      expect(await complaintsOfAxe(page)).toEqual([]);
      await pictured(page, `status-troubled-${visitor.width}-${visitor.scheme}`);
    },
  );

  it('is read again when asked, and by itself after half a minute', async () => {
    const page = await stage.signedIn('dev_admin', { operator: true });
    await page.clock.install();
    await page.goto('/console#/status');
    await settled(page);
    await troubled(page);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('Nothing can be charged now').waitFor();
    await page.unroute('**/api/health');
    await page.clock.runFor(36_000);
    await page.getByText('All is well').waitFor();
  });
});

describe("the console's shell", () => {
  it('leads past the navigation, and begins each view with its name', async () => {
    const page = await opened('#/overview');
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Overview');
    await page.getByRole('link', { name: 'Status' }).click();
    await settled(page);
    expect(await page.title()).toBe('Status · Credits console');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Status');
  });

  it('shows at 360 px where one is', async () => {
    const page = await opened('#/status', { width: 360 });
    await settled(page);
    const current = page.getByRole('link', { name: 'Status' });
    expect(await current.getAttribute('aria-current')).toBe('page');
    const box = await current.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Operator’s console' }).waitFor();
  });

  it('offers to sign in again once the session is over, and leaves the view where it is', async () => {
    const page = await opened('#/status');
    await settled(page);
    await page.evaluate(() => {
      for (const [key, kept] of Object.entries(localStorage)) {
        if (key.startsWith('cz-local-session')) {
          localStorage.setItem(key, kept.replace(/\.[^.]+"\}$/, '.c2lnbmVkLWJ5LW5vYm9keQ"}'));
        }
      }
    });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText('Your session is over. Sign in again').waitFor();
    expect(await page.getByRole('heading', { name: 'Status' }).count()).toBe(1);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, 'session-over');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    const read = page.waitForResponse((response) => response.url().includes('webhook-events'));
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your session is over. Sign in again').waitFor({ state: 'detached' });
    expect((await read).status()).toBe(200);
    expect(await dialog.count()).toBe(0);
  });

  it('takes an address that leads nowhere for the overview', async () => {
    const page = await opened('#/toString/%E0%A4');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
});

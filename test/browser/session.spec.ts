import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { complaintsOfAxe, pictured, staged } from './stage.js';

const stage = staged();

const RETURN = '/account?payment=cs_of_somebody#top-up';

const signIn = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('Name').fill(name);
  await page.locator('.sign-in').getByRole('button').click();
};

const signedInAs = (page: Page, name: string) =>
  page.locator('#who').getByText(name, { exact: true }).waitFor();

const asked = (page: Page) =>
  page.locator('.sign-in').getByRole('heading', { name: 'Your credits' }).waitFor();

/** A visitor in whose browser something is kept already. */
const withKept = async (context: BrowserContext, kept: string): Promise<Page> => {
  await context.addInitScript((text) => {
    if (location.protocol !== 'about:') localStorage.setItem('cz-local-session.client', text);
  }, kept);
  return context.newPage();
};

/** A browser that refuses every access to its storage. */
const keepingNothing = (context: BrowserContext) =>
  context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });

const unsigned = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.none`;

describe('a session that is kept', () => {
  it.each([
    ['no JSON', '{"clientId":'],
    ['something else', '["ada"]'],
    ['of nobody', JSON.stringify({ token: unsigned({ exp: 9e9 }) })],
    ['with a token that cannot be read', JSON.stringify({ clientId: 'ada', token: 'a.b.c' })],
    ['without an end', JSON.stringify({ clientId: 'ada', token: unsigned({}) })],
    ['and over', JSON.stringify({ clientId: 'ada', token: unsigned({ exp: 1_700_000_000 }) })],
  ])('and is %s is none: the page asks who is there', async (_, kept) => {
    const page = await withKept(await stage.visitor(), kept);
    await page.goto('/account');
    await asked(page);
  });

  it('outlives a reload, and ends in every tab at once', async () => {
    const page = await stage.signedIn('ada');
    await page.goto('/account');
    await page.reload();
    await signedInAs(page, 'ada');
    const other = await page.context().newPage();
    await other.goto('/account');
    await other.getByRole('button', { name: 'Sign out' }).click();
    await asked(other);
    await asked(page);
  });

  it('is of one person: when another tab signs in somebody else, every tab is theirs', async () => {
    const page = await stage.signedIn('ada');
    await page.goto('/account');
    const other = await page.context().newPage();
    await other.goto('/account');
    await other.evaluate(() => {
      const kept = localStorage.getItem('cz-local-session.client') ?? '';
      localStorage.setItem('cz-local-session.client', kept.replace('"ada"', '"bob"'));
      location.reload();
    });
    await signedInAs(other, 'bob');
    await signedInAs(page, 'bob');
  });

  it('of a client and one of an operator lie beside each other', async () => {
    const page = await stage.signedIn('ada');
    await page.goto('/console#/ledger');
    await signIn(page, 'grace');
    await page.getByText('grace', { exact: true }).waitFor();
    await page.goto('/account');
    await signedInAs(page, 'ada');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await asked(page);
    await page.goto('/console');
    await page.getByText('grace', { exact: true }).waitFor();
  });
});

describe('signing in', () => {
  it('comes back to the same address, with what Stripe had put into it', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.route('**/api/credits-topup-confirm', (route) => route.abort());
    await page.goto(RETURN);
    const [reloaded] = await Promise.all([
      page.waitForRequest((request) => request.isNavigationRequest()),
      signIn(page, 'ada'),
    ]);
    expect(new URL(reloaded.url()).search).toBe('?payment=cs_of_somebody');
    await signedInAs(page, 'ada');
  });

  it('works in a browser that keeps nothing, as long as its tab', async () => {
    const context = await stage.visitor();
    await keepingNothing(context);
    const page = await context.newPage();
    await page.goto('/account');
    await signIn(page, 'ada');
    await signedInAs(page, 'ada');
    await page.reload();
    await signedInAs(page, 'ada');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await asked(page);
  });

  it('lasts over the views of the console in such a browser, and orders can be written', async () => {
    const context = await stage.visitor();
    await keepingNothing(context);
    const page = await context.newPage();
    await page.goto('/console#/status');
    await signIn(page, 'grace');
    await page.getByRole('link', { name: 'Registry' }).click();
    await page.getByText('Version 1').first().waitFor();
    await page.goto('/console#/wallets/ada');
    await page.getByRole('button', { name: 'Adjust credits' }).click();
    await page.getByRole('dialog').getByLabel('Credits').waitFor();
  });

  it('says what is wrong when it fails, and can be tried again', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.route('**/local/sign-in', (route) => route.abort());
    await page.goto('/account');
    await signIn(page, 'ada');
    await page.getByRole('alert').getByText('The server does not answer').waitFor();
    await page.unroute('**/local/sign-in');
    await signIn(page, 'ada');
    await signedInAs(page, 'ada');
  });

  it('refuses a name that no wallet can have, before it is sent', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.goto('/account');
    await signIn(page, 'ada lovelace');
    expect(await page.getByLabel('Name').evaluate((input) => input.matches(':invalid'))).toBe(true);
    await asked(page);
  });
});

describe('a session that ends in the middle of use', () => {
  const refused = { status: 401, contentType: 'application/problem+json' };
  const body = JSON.stringify({
    type: 'urn:cz-credits:problem:unauthenticated',
    title: 'Sign in first',
    status: 401,
    detail: 'the session token was refused: it has expired',
    code: 'unauthenticated',
    traceId: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  });

  it.each([360, 1440] as const)('is asked for over the page, at %i px', async (width) => {
    const page = await stage.signedIn('ada', { width });
    await page.route('**/api/credits-state*', (route) => route.fulfill({ ...refused, body }), {
      times: 1,
    });
    await page.goto('/account?product=geospatial#history');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `sign-in-again-${width}`);
    const again = page.waitForResponse((response) => response.url().includes('/api/credits-state'));
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    expect((await again).status()).toBe(200);
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).toContain('/account?product=geospatial#history');
  });

  it('costs an operator nothing of what was typed: the request goes once more, and its answer comes', async () => {
    const page = await stage.signedIn('grace', { operator: true });
    await page.goto('/console#/ledger');
    await page.route('**/v1/admin/entries*', (route) => route.fulfill({ ...refused, body }), {
      times: 1,
    });
    const search = page.locator('#search-text');
    await search.fill('somebody-who-never-was');
    await search.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    const answered = page.waitForResponse((response) => response.status() === 200);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await answered;
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByText(/^No entr|nothing|no entries/i)
      .first()
      .waitFor();
    expect(await search.inputValue()).toBe('somebody-who-never-was');
    expect(await page.getByText('Your session is over').count()).toBe(0);
  });

  it('sends nothing as a stranger, whom the API would play its demo with', async () => {
    const page = await stage.signedIn('grace', { operator: true });
    await page.goto('/console#/ledger');
    const search = page.locator('#search-text');
    await search.fill('somebody-who-never-was');
    await page.evaluate(() => localStorage.removeItem('cz-local-session.operator'));
    const [request] = await Promise.all([
      page.waitForRequest('**/v1/admin/entries*'),
      search
        .press('Enter')
        .then(() => page.getByRole('dialog', { name: 'Sign in again' }))
        .then((dialog) => dialog.getByRole('button', { name: 'Sign in' }).click()),
    ]);
    expect(await request.headerValue('authorization')).toMatch(/^Bearer /);
  });

  it('is over when somebody does not want to sign in again', async () => {
    const page = await stage.signedIn('ada');
    await page.route('**/api/credits-state*', (route) => route.fulfill({ ...refused, body }), {
      times: 1,
    });
    await page.goto('/account');
    await page.getByRole('button', { name: 'Not now' }).click();
    await asked(page);
  });
});

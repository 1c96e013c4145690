import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { signInOf } from '../../scripts/web/sign-in.js';
import { buildSite } from '../../scripts/web/site.js';
import { complaintsOfAxe, pictured, staged } from './stage.js';

const stage = staged();

/** Nobody listens there: what is asked of Clerk's Frontend API is answered below. */
const CLERK = 'https://localhost:4433';

const KEY = `pk_live_${Buffer.from('localhost:4433$').toString('base64')}`;

const site = await buildSite(signInOf({ CLERK_PUBLISHABLE_KEY: KEY }));

type Signed = { readonly user: string; readonly token: string } | undefined;

/** What Clerk's script is documented to do, as far as our pages use it: nothing is known before `load`. */
const script = (signed: Signed): string => `
  const key = document.currentScript.dataset.clerkPublishableKey;
  const signed = ${JSON.stringify(signed ?? null)};
  globalThis.Clerk = {
    async load() {
      await fetch('${CLERK}/v1/client?key=' + key, { credentials: 'include' });
      new Worker(URL.createObjectURL(new Blob(['']))).terminate();
      this.user = signed && { id: signed.user };
      this.session = signed && { getToken: async () => signed.token };
    },
    async redirectToSignIn({ redirectUrl }) {
      location.assign('${CLERK}/sign-in?redirect_url=' + encodeURIComponent(redirectUrl));
    },
    async signOut() { await fetch('${CLERK}/v1/client/sessions', { credentials: 'include' }); },
  };`;

/** A browser to which our server shows the pages as they are built with a key of Clerk. */
const visitor = async (signed?: Signed): Promise<BrowserContext> => {
  const context = await stage.visitor();
  await context.route(`${stage.url}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const file = [name, `${name}.html`].find((each) => site.has(each));
    const contents = site.get(file ?? '');
    if (!file || !contents) return route.continue();
    const [, kind = ''] = /\.(\w+)$/.exec(file) ?? [];
    return route.fulfill({ body: Buffer.from(contents), contentType: TYPES[kind] ?? '' });
  });
  await context.route(`${CLERK}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const headers = {
      'access-control-allow-origin': stage.url,
      'access-control-allow-credentials': 'true',
    };
    if (pathname === '/npm/@clerk/clerk-js@6/dist/clerk.browser.js')
      return route.fulfill({ body: script(signed), contentType: 'text/javascript', headers });
    if (pathname === '/sign-in')
      return route.fulfill({ body: '<h1>Clerk</h1>', contentType: 'text/html' });
    return route.fulfill({ json: {}, headers });
  });
  return context;
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
};

/** Every origin that a page asks from now on. */
const originsOf = (page: Page): ReadonlySet<string> => {
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  return origins;
};

const operator = async (): Promise<Signed> => {
  const answer = await fetch(`${stage.url}/local/sign-in`, {
    method: 'POST',
    headers: { origin: stage.url, 'content-type': 'application/json' },
    body: JSON.stringify({ clientId: 'user_2ada', operator: true }),
  });
  const { token } = await answer.json();
  return { user: 'user_2ada', token };
};

describe('a console that is built with a key of Clerk', () => {
  it('sends a stranger to Clerk, and says where to come back to', async () => {
    const page = await (await visitor()).newPage();
    await page.goto('/console#/registry');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, 'clerk-stranger');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(`${CLERK}/sign-in?**`);
    expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(
      `${stage.url}/console#/registry`,
    );
  });

  it('knows who is signed in, calls with their token, and asks no origin but its own and Clerk’s', async () => {
    const page = await (await visitor(await operator())).newPage();
    const origins = originsOf(page);
    const answered = page.waitForResponse(/\/api\/action-registry-admin/);
    await page.goto('/console#/registry');
    expect((await answered).status()).toBe(200);
    expect(await page.locator('#account').innerText()).toContain('user_2ada');
    expect([...origins].filter((origin) => !origin.startsWith('blob:')).sort()).toEqual(
      [stage.url, CLERK].sort(),
    );
  });

  it('asks again once somebody has signed out', async () => {
    const page = await (await visitor(await operator())).newPage();
    await page.goto('/console');
    const over = page.waitForRequest(`${CLERK}/v1/client/sessions`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await over;
    await page.waitForEvent('load');
  });

  it('says that Clerk can’t be reached, and lets one try again', async () => {
    const context = await visitor(await operator());
    await context.route(`${CLERK}/npm/**`, (route) => route.abort());
    const page = await context.newPage();
    await page.goto('/console');
    await page.getByRole('heading', { name: 'Clerk can’t be reached' }).waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, 'clerk-unreachable');
    await context.unroute(`${CLERK}/npm/**`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('user_2ada').first().waitFor();
  });
});

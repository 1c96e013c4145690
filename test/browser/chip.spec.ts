import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Product } from './product.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged } from './stage.js';

const product = await Product.open();
const stage = staged({ CZ_ALLOWED_ORIGINS: product.origin, CZ_CREDITS_ENFORCE: '1' });

const API = '**/api/credits-*';

/** As a module of the page would, which Vitest would rewrite. */
const configured = (page: Page, configuration: string): Promise<unknown> =>
  page.evaluate(
    `import('${stage.url}/cz-credits.js').then((credits) => credits.configureCredits(${configuration}))`,
  );

const demoLabel = (page: Page) => page.locator('cz-credits-chip .badge', { hasText: 'Demo' });

describe('the chip on a page of another origin', () => {
  it('shows the balance, and leads to the account', async () => {
    const page = await product.shown(await product.visitor(stage, 'ada'));
    const link = page.getByRole('link', { name: '120 credits, open your account' });
    expect(await link.getAttribute('href')).toBe(`${stage.url}/account`);
  });

  it('says plan, included and cap while the pointer is on it or on what it says', async () => {
    const page = await product.shown(await product.visitor(stage, 'ada'));
    const tip = page.getByRole('tooltip');
    expect(await tip.isVisible()).toBe(false);
    await page.locator('cz-credits-chip a').hover();
    await tip.waitFor();
    expect(await tip.innerText()).toMatch(
      /Plan\s+Base\s+Included each month\s+120\s+Soft cap\s+360/,
    );
    await tip.hover();
    await page.waitForTimeout(400);
    expect(await tip.isVisible()).toBe(true);
    await page.mouse.move(5, 500);
    await tip.waitFor({ state: 'hidden' });
  });

  it('says it to whoever comes by keyboard, until Escape', async () => {
    const page = await product.shown(await product.visitor(stage, 'ada'));
    await page.keyboard.press('Tab');
    const tip = page.getByRole('tooltip');
    await tip.waitFor();
    const [link] = await page.locator('cz-credits-chip a').all();
    expect(await link?.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
  });

  it('says it at the first tap, and follows its link at the second', async () => {
    const context = await (await product.visitor(stage)).browser()?.newContext({
      hasTouch: true,
      viewport: { width: 360, height: 740 },
    });
    if (!context) throw new Error('there is a browser');
    const page = await product.shown(context);
    await page.locator('cz-credits-chip a').tap();
    await page.getByRole('tooltip').waitFor();
    expect(page.url()).toBe(`${product.origin}/`);
    await page.locator('cz-credits-chip a').tap();
    await page.waitForURL(`${stage.url}/account`);
    await context.close();
  });

  it('is as wide while it waits as with its number', async () => {
    const context = await product.visitor(stage, 'ada');
    const page = await context.newPage();
    let answer: () => void = () => undefined;
    const answers = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(API, async (route) => {
      await answers;
      await route.continue();
    });
    await page.goto(product.origin);
    await page.locator('cz-credits-chip [aria-busy]').waitFor();
    const waiting = await page.locator('cz-credits-chip').boundingBox();
    const guard = await page.locator('#memo').boundingBox();
    answer();
    await page.locator('cz-credits-chip .amount').waitFor();
    expect(await page.locator('cz-credits-chip').boundingBox()).toEqual(waiting);
    expect(await page.locator('#memo').boundingBox()).toEqual(guard);
  });

  it('says what to do when the API can not be reached, and recovers', async () => {
    const context = await product.visitor(stage, 'ada');
    const page = await context.newPage();
    await page.route(API, (route) => route.abort());
    await page.goto(product.origin);
    const again = page.getByRole('button', { name: 'Try again' });
    await again.focus();
    expect(await page.getByRole('tooltip').innerText()).toMatch(/No connection/);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, 'chip-failed');
    await page.unroute(API);
    await again.click();
    await page.locator('cz-credits-chip .amount').waitFor();
  });

  it('keeps its number when a later answer does not come, and says that it may be old', async () => {
    const page = await product.shown(await product.visitor(stage, 'ada'));
    await page.route('**/api/credits-state*', (route) => route.abort());
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('cz-credits-chip a').hover();
    await page.getByText('Not up to date').waitFor();
    expect(await page.locator('cz-credits-chip .amount').innerText()).toBe('120');
  });

  it('shows what is held and what is low, calmly', async () => {
    const context = await product.visitor(stage, 'hilda');
    const client = await stage.server.client('hilda');
    await client.post('credits-debit', {
      mode: 'hold',
      actionId: 'memo_draft',
      quantity: 5,
      idempotencyKey: 'job',
    });
    await client.debit('rest', 10);
    const page = await product.shown(context);
    await page.locator('cz-credits-chip a').hover();
    const said = await page.getByRole('tooltip').innerText();
    expect(said).toMatch(/Running low/);
    expect(said).toMatch(/Held for work under way\s+100\s+Available\s+10\b/);
    await pictured(page, 'chip-low');
    expect(await complaintsOfAxe(page)).toEqual([]);
  });

  it('belongs to whoever is signed in now', async () => {
    const context = await product.visitor(stage, 'ada');
    const page = await product.shown(context);
    await configured(page, '{ getToken: async () => null }');
    await demoLabel(page).waitFor();
    await configured(page, '{ getToken: async () => localStorage.token }');
    await page.getByRole('link', { name: '120 credits, open your account' }).waitFor();
  });

  it('finds a session of Clerk by itself', async () => {
    const context = await product.visitor(stage, 'ada');
    await context.addInitScript(() => {
      const listeners: (() => void)[] = [];
      const session = { id: 'one', getToken: async () => localStorage.getItem('token') };
      const clerk = { loaded: false, addListener: (each: () => void) => listeners.push(each) };
      const signIn = () => {
        Object.assign(clerk, { session });
        for (const each of listeners) each();
      };
      Object.assign(window, { Clerk: clerk, signIn });
      setTimeout(() => {
        clerk.loaded = true;
      }, 300);
    });
    await context.route(`${product.origin}/product.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
    const page = await product.shown(context);
    await demoLabel(page).waitFor();
    await page.evaluate(() => Reflect.get(window, 'signIn')());
    await page.getByRole('link', { name: '120 credits, open your account' }).waitFor();
  });
});

describe.each(LOOKS)('at $width px, $scheme', (visitor) => {
  it('nobody is shut out, and nothing is wider than the window', async () => {
    const page = await product.shown(await product.visitor(stage, 'ada', visitor));
    await page.locator('cz-credits-chip a').hover();
    await page.getByRole('tooltip').waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await pictured(page, `chip-${visitor.width}-${visitor.scheme}`);
  });
});

describe('in German', () => {
  it('words, numbers and dates are German, from a file of their own', async () => {
    const context = await product.visitor(stage, 'grete', { locale: 'de-DE' });
    const page = await product.shown(context, '/?lang=de');
    await page.getByRole('link', { name: '120 Credits, Konto öffnen' }).hover();
    const said = await page.getByRole('tooltip').innerText();
    expect(said).toMatch(/Monatlich enthalten\s+120/);
    expect(said).toMatch(/Nächste Gutschrift, 01\.\d\d\.\d{4}/);
    await pictured(page, 'chip-german');
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite, type Site } from '../../scripts/web/site.js';
import { complaintsOfAxe, overflow, pictured, staged } from './stage.js';

const stage = staged();

/** Waits until the chip of the product says so. */
const balance = (page: Page, credits: number, within = '.product'): Promise<void> =>
  page
    .locator(`${within} cz-credits-chip [part=amount]`, { hasText: new RegExp(`^${credits}$`) })
    .waitFor();

/** A page as it is at a point of the story: looked at by axe and by people, and nowhere wider than the window. */
const looked = async (page: Page, name: string): Promise<void> => {
  expect(await complaintsOfAxe(page), name).toEqual([]);
  expect(await overflow(page), name).toBe(0);
  await pictured(page, `story-${name}`);
};

const signIn = async (page: Page): Promise<string> => {
  const button = page.getByRole('button', { name: /^Sign in as / });
  const name = (await button.innerText()).replace('Sign in as ', '');
  await button.click();
  await page.getByText(`Ledger of ${name}`).waitFor();
  return name;
};

const entryOf = (page: Page, words: string): Locator =>
  page
    .getByRole('list', { name: /^Entries/ })
    .getByRole('listitem')
    .filter({ hasText: words });

/** Spends all but too little, and is refused. */
const runShort = async (page: Page): Promise<void> => {
  await balance(page, 120);
  await page.getByRole('button', { name: 'Ask' }).click();
  await balance(page, 119);
  await page.getByText('Kestrel Secondaries').waitFor();
  await entryOf(page, 'Ask AI').getByText('119 left').waitFor();
  const draft = page.getByRole('button', { name: 'Draft 3 memos' });
  await draft.click();
  await balance(page, 59);
  await page.waitForTimeout(600); // or the guard takes both for one double click
  await draft.click();
};

const refusal = async (page: Page): Promise<Locator> => {
  const dialog = page.getByRole('dialog');
  const figures = dialog.getByRole('definition');
  await dialog.waitFor();
  expect(await figures.allInnerTexts()).toEqual(['60', '59', '1']);
  return dialog;
};

const topUp = async (page: Page): Promise<void> => {
  await page.waitForURL('**/account#top-up');
  await page.getByRole('button', { name: /^Buy 100 credits/ }).click();
  await page.getByRole('heading', { name: 'Pay' }).waitFor();
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.waitForURL('**/account**');
  await balance(page, 159, '.top');
};

/** From the landing page, by what it shows and nothing else. */
const play = async (page: Page, look: (name: string) => Promise<void>): Promise<string> => {
  await page.goto('/');
  await balance(page, 120);
  await look('begins');
  const name = await signIn(page);
  await runShort(page);
  const dialog = await refusal(page);
  await look('is-refused');
  await dialog.getByRole('link', { name: 'Top up' }).click();
  await topUp(page);
  await look('has-paid');
  await page.getByRole('link', { name: 'Back to the sample product' }).click();
  await entryOf(page, 'Top-up, 100 credits').getByText('+100').waitFor();
  await look('is-credited');
  await page.getByRole('link', { name: 'Open the console as grace' }).click();
  await page.waitForURL(/\/console#\/ledger\?q=[0-9a-f]{32}$/);
  const found = page.getByRole('button', { name: new RegExp(`^Details of .* 5 of ${name}$`) });
  await found.waitFor();
  expect(await page.locator('header .who').textContent()).toBe('grace');
  await look('is-found');
  return name;
};

describe.each([1440, 360] as const)('the story, at %i px', (width) => {
  it('is played from the landing page to the operator’s ledger, and once more by somebody else', async () => {
    const page = await (await stage.visitor({ width })).newPage();
    const first = await play(page, (name) => looked(page, `${width}-${name}`));

    await page.getByRole('link', { name: 'Credits', exact: true }).click();
    await page.getByText(`Ledger of ${first}`).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    const second = await play(page, async () => undefined);
    expect(second).not.toBe(first);
  });
});

it('goes on where it was after a reload, and in another tab', async () => {
  const page = await (await stage.visitor()).newPage();
  await page.goto('/');
  await signIn(page);
  await runShort(page);
  await page.reload();
  await page.locator('[aria-current="step"]', { hasText: 'Top up' }).waitFor();
  const other = await page.context().newPage();
  await other.goto('/');
  await balance(other, 59);
  await other.getByRole('button', { name: 'Ask' }).click();
  await balance(page, 58);
  await entryOf(page, '#5 debit').waitFor();
});

it('can be played by keyboard alone as far as the refusal', async () => {
  const page = await (await stage.visitor()).newPage();
  await page.goto('/');
  const press = async (name: RegExp | string) => {
    const button = page.getByRole('button', { name });
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await button.evaluate((each) => each === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
  };
  await page.getByRole('button', { name: /^Sign in as/ }).waitFor();
  await press(/^Sign in as/);
  await balance(page, 120);
  await page.getByText(/^Ledger of/).waitFor();
  await press('Draft 3 memos');
  await balance(page, 60);
  await page.waitForTimeout(600);
  await press('Draft 3 memos');
  await entryOf(page, '#4 debit').waitFor();
  await page.waitForTimeout(600);
  await press('Draft 3 memos');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('nothing written').waitFor();
});

it('a stranger who does not sign in plays a demo, and it says so', async () => {
  const page = await (await stage.visitor()).newPage();
  await page.goto('/');
  await page.locator('.product cz-credits-chip [part=demo]').waitFor();
  await page.getByRole('button', { name: 'Ask' }).click();
  await balance(page, 119);
  await page.getByText('In this browser', { exact: true }).waitFor();
  await page.reload();
  await entryOf(page, 'Ask AI').waitFor();
  expect(await page.getByRole('link', { name: /^trace/ }).count()).toBe(0);
});

describe('where nobody can sign in, and no API answers', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const site: Site = await buildSite({ by: 'nothing' });
    const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };
    server = createServer(({ url: path = '/' }, response) => {
      const { pathname } = new URL(path, 'http://localhost');
      const name = [pathname.slice(1) || 'index', `${pathname.slice(1) || 'index'}.html`].find(
        (each) => site.has(each),
      );
      const type = types[name?.split('.').at(-1) ?? ''] ?? 'text/html';
      response.writeHead(name ? 200 : 404, { 'content-type': type }).end(site.get(name ?? ''));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port }: Pick<AddressInfo, 'port'> = Object(server.address());
    url = `http://localhost:${port}`;
  });

  afterAll(() => void server.close());

  it.each([1440, 360] as const)('the demo is played to its refusal, at %i px', async (width) => {
    const page = await (await stage.visitor({ width })).newPage();
    await page.goto(url);
    await balance(page, 120);
    await looked(page, `stranger-${width}-begins`);
    await runShort(page);
    const dialog = await refusal(page);
    await looked(page, `stranger-${width}-is-refused`);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText('The demo’s credits are spent').waitFor();
    await looked(page, `stranger-${width}-ends`);
  });

  it('the account page shows the demo, and what is missing to sign in', async () => {
    const page = await (await stage.visitor()).newPage();
    await page.goto(`${url}/account`);
    await page.getByRole('heading', { name: 'Sign-in is not set up' }).waitFor();
    await page.locator('cz-credits-account').getByText('120').first().waitFor();
    await looked(page, 'stranger-account');
  });
});

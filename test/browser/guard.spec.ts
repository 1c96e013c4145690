import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { balanceOn, heard, Product, start } from './product.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged } from './stage.js';

const product = await Product.open();
const stage = staged({ CZ_ALLOWED_ORIGINS: product.origin, CZ_CREDITS_ENFORCE: '1' });

const DEBIT = '**/api/credits-debit';

const shownTo = async (clientId: string): Promise<Page> =>
  product.shown(await product.visitor(stage, clientId));

const debitsOf = async (clientId: string) =>
  (await (await stage.server.client(clientId)).entries()).filter(({ kind }) => kind === 'debit');

const noted = (page: Page, name: string) => page.locator(`#${name}`).getByRole('status');

describe('a guard', () => {
  it('shows the cost before the click, also to screen readers', async () => {
    const page = await shownTo('ada');
    expect(await page.locator('#memo .cost').innerText()).toBe('20 credits');
    await page.getByRole('group', { name: 'Costs 20 credits' }).first().waitFor();
    expect(await page.locator('#many .cost').innerText()).toMatch(/200 credits\s+80 missing/);
  });

  it('charges, and only then lets the page start its work', async () => {
    const page = await shownTo('bea');
    await start(page, 'memo').click();
    await expect.poll(() => heard(page)).toEqual(['charged memo 100']);
    expect(await balanceOn(page)).toBe('100');
    expect(await noted(page, 'memo').innerText()).toBe('20 credits spent, 100 left');
    const detail = await page.evaluate(() => Reflect.get(window, 'lastDetail'));
    expect(detail).toMatchObject({ balance: 100, replayed: false, demo: false });
    expect(detail.receipt).toMatch(/^ey/);
    expect(detail.entry.actionId).toBe('memo_draft');
  });

  it('says what the server took, where the page still shows another price', async () => {
    const page = await shownTo('bert');
    await page.route(DEBIT, async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      await route.fulfill({
        response,
        json: { ...json, entry: { ...json.entry, creditsDelta: -25 } },
      });
    });
    await start(page, 'memo').click();
    await noted(page, 'memo').getByText('25 credits spent').waitFor();
  });

  it('never shows a balance that the server has not told', async () => {
    const page = await shownTo('una');
    const held: Route[] = [];
    await page.route(DEBIT, (route) => void held.push(route));
    await start(page, 'memo').click();
    await expect.poll(() => held.length).toBe(1);
    expect(await balanceOn(page)).toBe('120');
    expect(await heard(page)).toEqual([]);
    await held[0]?.continue();
    await expect.poll(() => balanceOn(page)).toBe('100');
  });

  it.each([
    ['a double click', (page: Page) => start(page, 'memo').dblclick()],
    [
      'Enter again and again',
      async (page: Page) => {
        await start(page, 'memo').focus();
        for (let times = 0; times < 8; times++) await page.keyboard.press('Enter');
      },
    ],
    [
      'a key that is held down',
      async (page: Page) => {
        await start(page, 'memo').focus();
        for (let times = 0; times < 8; times++) {
          await page.keyboard.down('Enter');
          await page.waitForTimeout(200);
        }
        await page.keyboard.up('Enter');
      },
    ],
  ])('charges once for %s', async (how, act) => {
    const clientId = how.replaceAll(' ', '_');
    const page = await shownTo(clientId);
    await act(page);
    await expect.poll(() => balanceOn(page)).toBe('100');
    await page.waitForTimeout(500);
    expect(await debitsOf(clientId)).toHaveLength(1);
    expect(await heard(page)).toEqual(['charged memo 100']);
  });

  it.each(['memo', 'named'] as const)(
    'charges %s once when the page is reloaded before the answer, and says so instead of starting the work again',
    async (name) => {
      const clientId = `rhea_${name}`;
      const page = await shownTo(clientId);
      let isLost = true;
      await page.route(DEBIT, async (route) => {
        if (!isLost) return route.continue();
        await route.fetch();
        isLost = false;
        await page.reload();
      });
      await start(page, name).click();
      await expect.poll(() => isLost).toBe(false);
      await expect.poll(() => balanceOn(page)).toBe('100');
      await start(page, name).click();
      await expect.poll(() => heard(page)).toEqual([`replayed ${name} 100`]);
      expect(await noted(page, name).innerText()).toMatch(/nothing was charged again/);
      expect(await debitsOf(clientId)).toHaveLength(1);
    },
  );

  it('charges the same work once, in however many tabs', async () => {
    const context = await product.visitor(stage, 'tess');
    const tabs = [await product.shown(context), await product.shown(context)];
    await Promise.all(tabs.map((tab) => start(tab, 'named').click()));
    const all = async () => (await Promise.all(tabs.map(heard))).flat().toSorted();
    await expect.poll(all).toEqual(['charged named 100', 'replayed named 100']);
    expect(await debitsOf('tess')).toHaveLength(1);
  });

  it('never takes one guard without an id for another', async () => {
    const page = await shownTo('lena');
    await page.evaluate(() => {
      for (const name of ['first', 'second']) {
        const guard = document.createElement('cz-credits-guard');
        guard.setAttribute('action', 'memo_draft');
        guard.innerHTML = `<button type="button">Draft ${name}</button>`;
        document.body.append(guard);
      }
    });
    await page.route(DEBIT, async (route) => {
      await route.fetch();
      await route.abort();
      await page.unroute(DEBIT);
    });
    await page.getByRole('button', { name: 'Draft first' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.waitForTimeout(600);
    await page.getByRole('button', { name: 'Draft second' }).click();
    await expect.poll(() => heard(page)).toContain('charged  80');
    expect(await debitsOf('lena')).toHaveLength(2);
  });

  it('charges once when an answer is lost, and tries again with the same key', async () => {
    const page = await shownTo('lotte');
    await page.route(DEBIT, async (route) => {
      await route.fetch();
      await route.abort();
      await page.unroute(DEBIT);
    });
    await start(page, 'memo').click();
    const dialog = page.getByRole('dialog', { name: 'This did not work' });
    await dialog.getByText('Trying again never charges twice.').waitFor();
    await pictured(page, 'guard-lost');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => heard(page)).toContain('replayed memo 100');
    expect(await debitsOf('lotte')).toHaveLength(1);
  });

  it('stops what is too expensive: required, available, missing, and where to top up', async () => {
    const page = await shownTo('zoe');
    await start(page, 'many').click();
    const dialog = page.getByRole('dialog', { name: 'Not enough credits' });
    expect(await dialog.locator('dl').innerText()).toMatch(
      /Required\s+200\s+Available\s+120\s+Missing\s+80/,
    );
    const topUp = dialog.getByRole('link', { name: 'Top up' });
    expect(await topUp.getAttribute('href')).toBe(`${stage.url}/account#top-up`);
    const packs = await dialog.getByRole('listitem').allInnerTexts();
    expect(packs).toHaveLength(3);
    expect(packs[0]).toMatch(/Enough for this/);
    expect(await heard(page)).toEqual(['blocked many insufficient_credits']);
    expect(await complaintsOfAxe(page)).toEqual([]);
    expect(await debitsOf('zoe')).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await start(page, 'many').evaluate((button) => button === document.activeElement)).toBe(
      true,
    );
  });

  it('shows the same when only the server knows that it is too expensive', async () => {
    const page = await shownTo('olga');
    await page.route('**/api/credits-state*', (route) => route.abort());
    await (await stage.server.client('olga')).debit('elsewhere', 110);
    await start(page, 'memo').click();
    const dialog = page.getByRole('dialog', { name: 'Not enough credits' });
    expect(await dialog.locator('dl').innerText()).toMatch(
      /Required\s+20\s+Available\s+10\s+Missing\s+10/,
    );
    expect(await dialog.getByRole('link', { name: 'Top up' }).getAttribute('href')).toBe(
      `${stage.url}/account#top-up`,
    );
  });

  it('goes on from the refusal once there is enough', async () => {
    const page = await shownTo('paula');
    await (await stage.server.client('paula')).debit('before', 110);
    await start(page, 'memo').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Not enough credits' }).waitFor();
    await (await stage.server.client('paula')).post('credits-plan', { planId: 'intelligence' });
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await dialog.getByRole('heading', { name: 'There is enough now' }).waitFor();
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => heard(page)).toContain('charged memo 470');
  });

  it('goes on from the refusal to the question whether to spend', async () => {
    const page = await shownTo('pia');
    await (await stage.server.client('pia')).debit('before', 110);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => balanceOn(page)).toBe('10');
    await start(page, 'asks').click();
    await page.getByRole('dialog', { name: 'Not enough credits' }).waitFor();
    await (await stage.server.client('pia')).post('credits-plan', { planId: 'intelligence' });
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForTimeout(200);
    await page.getByRole('button', { name: 'Spend 20 credits' }).click();
    await expect.poll(() => heard(page)).toContain('charged asks 470');
  });

  it('asks the server again when nothing was known, and goes on', async () => {
    const page = await (await product.visitor(stage, 'nina')).newPage();
    await page.route('**/api/credits-*', (route) => route.abort());
    await page.goto(product.origin);
    await start(page, 'memo').click();
    const dialog = page.getByRole('dialog', { name: 'This did not work' });
    await dialog.waitFor();
    await page.unroute('**/api/credits-*');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => heard(page)).toContain('charged memo 100');
  });

  it('asks first above the threshold, and takes no for an answer', async () => {
    const page = await shownTo('quin');
    await start(page, 'asks').click();
    const dialog = page.getByRole('dialog', { name: 'Spend 20 credits?' });
    expect(await dialog.innerText()).toMatch(/Memo draft\. 100 of 120 are left afterwards\./);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForTimeout(600);
    expect(await debitsOf('quin')).toEqual([]);
    await start(page, 'asks').click();
    await dialog.getByRole('button', { name: 'Spend 20 credits' }).click();
    await expect.poll(() => heard(page)).toEqual(['charged asks 100']);
  });

  it('lets a click through that a backend charges for, unless credits are missing', async () => {
    const page = await shownTo('rita');
    await start(page, 'elsewhere').click();
    await expect.poll(() => heard(page)).toEqual(['click elsewhere']);
    expect(await debitsOf('rita')).toEqual([]);
    await (await stage.server.client('rita')).debit('rest', 110);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => balanceOn(page)).toBe('10');
    await page.waitForTimeout(600);
    await start(page, 'elsewhere').click();
    await page.getByRole('dialog', { name: 'Not enough credits' }).waitFor();
    expect(await heard(page)).toEqual([
      'click elsewhere',
      'blocked elsewhere insufficient_credits',
    ]);
  });

  it.each(['unknown', 'service'] as const)(
    'tells the developer of an action that is %s, and the visitor that it is not available',
    async (name) => {
      const page = await shownTo('dev');
      const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
      await start(page, name).click();
      expect((await warned).text()).toMatch(/^<cz-credits-guard action="\w+">: /);
      await page.getByRole('dialog', { name: 'This did not work' }).waitFor();
      expect(await complaintsOfAxe(page)).toEqual([]);
      expect(await debitsOf('dev')).toEqual([]);
    },
  );

  it('is used by keyboard alone', async () => {
    const page = await shownTo('kay');
    await start(page, 'ask').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => heard(page)).toEqual(['charged memo 100']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Not enough credits' });
    await dialog.waitFor();
    for (let times = 0; times < 5; times++) await page.keyboard.press('Tab');
    await expect
      .poll(() =>
        page.locator('#many').evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.textContent),
      )
      .toBe('Top up');
  });
});

describe.each(LOOKS)('at $width px, $scheme', (visitor) => {
  it('nobody is shut out of what a guard says', async () => {
    const page = await product.shown(await product.visitor(stage, 'wide', visitor));
    await start(page, 'ask').click();
    await noted(page, 'ask').getByText('1 credit spent').waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `guard-noted-${visitor.width}-${visitor.scheme}`);
    await start(page, 'many').click();
    await page.getByRole('dialog').waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await pictured(page, `guard-refused-${visitor.width}-${visitor.scheme}`);
  });
});

import { expect, it } from 'vitest';
import { balanceOn, heard, Product, start } from './product.js';
import { staged } from './stage.js';

const product = await Product.open();
const stage = staged({ CZ_ALLOWED_ORIGINS: product.origin, CZ_CREDITS_ENFORCE: '1' });

const STATE = '**/api/credits-state*';

it('a debit in one tab changes the chip in another at once, without a question to the server', async () => {
  const context = await product.visitor(stage, 'ada');
  const [first, second] = [await product.shown(context), await product.shown(context)];
  await second.route(STATE, (route) => route.abort());
  await start(first, 'memo').click();
  await expect.poll(() => balanceOn(second), { timeout: 20_000 }).toBe('100');
});

it("nobody else's tab is changed by it", async () => {
  const context = await product.visitor(stage, 'ben');
  const [mine, theirs] = [await product.shown(context), await context.newPage()];
  await theirs.goto(product.origin);
  await theirs.locator('cz-credits-chip .amount').waitFor();
  await theirs.evaluate(() => {
    Reflect.set(window, 'czCredits', { getToken: async () => null });
    dispatchEvent(new Event('cz-credits-configured'));
  });
  await theirs.locator('cz-credits-chip .badge').waitFor();
  await start(mine, 'memo').click();
  await expect.poll(() => balanceOn(mine)).toBe('100');
  await theirs.waitForTimeout(500);
  expect(await balanceOn(theirs)).toBe('120');
});

it('several elements of a page ask once', async () => {
  const page = await (await product.visitor(stage, 'cleo')).newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'OPTIONS') asked.push(new URL(request.url()).pathname);
  });
  await page.goto(product.origin);
  await page.locator('cz-credits-chip .amount').waitFor();
  await page.waitForTimeout(500);
  const questions = asked.filter((path) => path.startsWith('/api/'));
  expect(questions.toSorted()).toEqual(['/api/credits-matrix', '/api/credits-state']);
});

it('what changed meanwhile is shown when somebody comes back to the page', async () => {
  const page = await product.shown(await product.visitor(stage, 'dora'));
  await (await stage.server.client('dora')).debit('elsewhere', 7);
  await page.waitForTimeout(2_100);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect.poll(() => balanceOn(page)).toBe('113');
  await (await stage.server.client('dora')).debit('again', 3);
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  );
  await expect.poll(() => balanceOn(page)).toBe('110');
});

it('an answer that comes late never hides a newer one', async () => {
  const page = await product.shown(await product.visitor(stage, 'edda'));
  let answerLate: () => void = () => undefined;
  let isFirst = true;
  let isLateThere = false;
  await page.route(STATE, async (route) => {
    const response = await route.fetch();
    const isLate = isFirst;
    isFirst = false;
    if (isLate) {
      await new Promise<void>((resolve) => {
        answerLate = resolve;
      });
    }
    await route.fulfill({ response });
    isLateThere ||= isLate;
  });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => isFirst).toBe(false);
  await start(page, 'memo').click();
  await expect.poll(() => heard(page)).toEqual(['charged memo 100']);
  answerLate();
  await expect.poll(() => isLateThere).toBe(true);
  await page.waitForTimeout(500);
  expect(await balanceOn(page)).toBe('100');
});

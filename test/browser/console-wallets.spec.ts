import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { asService } from './ledger-of-clients.js';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged, type Visitor } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1', CZ_ADMIN_USERS: 'rita:read' });
const service = asService(stage);

type As = Visitor & { readonly clientId?: string; readonly operator?: boolean | 'as configured' };

const opened = async (
  hash: string,
  { clientId = 'olga', operator = true, ...options }: As = {},
) => {
  const page = await stage.signedIn(clientId, { operator, ...options });
  await page.goto(`/console${hash}`);
  return page;
};

const figure = (page: Page, name: string) =>
  page.locator('.figures .tile', { hasText: name }).locator('dd').first();

const dialog = (page: Page) => page.getByRole('dialog');

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

const adjust = async (page: Page, credits: string, reason: string): Promise<void> => {
  await press(page, 'Adjust credits');
  await dialog(page).getByLabel('Credits').fill(credits);
  await dialog(page).getByLabel('Reason').fill(reason);
  await press(page, 'Preview');
};

const adjustmentsOf = async (clientId: string): Promise<readonly number[]> => {
  const { ledgerTail } = await service.state(clientId);
  return ledgerTail
    .filter(({ kind }: { kind: string }) => kind === 'adjustment')
    .map(({ creditsDelta }: { creditsDelta: number }) => creditsDelta);
};

describe('the wallet view', () => {
  it('shows what a client has, what is held, and its entries', async () => {
    await service.debit('whole', 'a');
    await service.debit('whole', 'job-1', { mode: 'hold', quantity: 30 });
    const page = await opened('#/wallets');
    await page.getByPlaceholder('Client id').fill('whole');
    await page.keyboard.press('Enter');
    await page.getByText('of a balance of 115').waitFor();
    expect(await figure(page, 'Available').textContent()).toBe('85');
    expect(await figure(page, 'Held').textContent()).toBe('30');
    expect(await page.locator('.holds').textContent()).toContain('job-1');
    expect(await page.locator('.entries .row').count()).toBe(4);
  });

  it('says of a wallet that nobody wrote to that nothing is written', async () => {
    const page = await opened('#/wallets/never-seen');
    await page.getByText('This wallet is not opened yet').waitFor();
    expect(await figure(page, 'Available').textContent()).toBe('120');
    expect((await service.state('never-seen')).version).toBe(0);
  });

  it('says at the field that a client id is none', async () => {
    const page = await opened('#/wallets/no%20such%20id');
    await page.getByText('A client id is 1 to 128 letters, digits, _ or -.').waitFor();
  });

  it('shows earlier entries when they are asked for', async () => {
    const debits = Array.from({ length: 30 }, (_, at) => ({
      actionId: 'ask_ai',
      idempotencyKey: `e-${at}`,
    }));
    await service.settle('long-tail', { debits });
    const page = await opened('#/wallets/long-tail');
    await expect.poll(() => page.locator('.entries .row').count()).toBe(20);
    await press(page, 'Show earlier');
    await expect.poll(() => page.locator('.entries .row').count()).toBe(32);
    expect(await page.getByRole('button', { name: 'Show earlier' }).count()).toBe(0);
  });

  it('shows the statement in the client’s words, and what operators did', async () => {
    await service.debit('told', 'a', { quantity: 7 });
    const page = await opened('#/wallets/told?tab=statement');
    await page.getByText('Ask AI × 7').waitFor();
    expect(await page.locator('.sums').textContent()).toContain('−7');
    await page.getByRole('link', { name: 'Stripe events' }).click();
    await page.getByText('Stripe has told nothing of this client.').waitFor();
    await page.getByRole('link', { name: 'Operators' }).click();
    await page.getByText('state.read').first().waitFor();
    expect(page.url()).toContain('?tab=operators');
  });

  it('says calmly what is not kept without a database', async () => {
    const page = await opened('#/wallets/told');
    const json = {
      status: 503,
      code: 'not_configured',
      title: 'Not configured',
      detail: 'set DATABASE_URL',
      traceId: 't',
      type: 'x',
    };
    await page.route('**/v1/admin/audit?*', (route) => route.fulfill({ status: 503, json }));
    await page.getByRole('link', { name: 'Operators' }).click();
    await page.getByText('Not kept here').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('a correction', () => {
  it('is previewed before it is booked, and then shown', async () => {
    const page = await opened('#/wallets/kind');
    await adjust(page, '+50', 'goodwill, ticket 18');
    await page.getByText('What it would do').waitFor();
    expect(await dialog(page).locator('.effect').textContent()).toMatch(/Balance after\s*170/);
    expect(await adjustmentsOf('kind')).toEqual([]);
    await press(page, 'Book +50 credits');
    await page.getByText('The adjustment is booked.').waitFor();
    expect(await adjustmentsOf('kind')).toEqual([50]);
    await press(page, 'Close');
    await expect.poll(() => figure(page, 'Purchased').textContent()).toBe('50');
    expect(await page.locator('.entries .row').first().textContent()).toContain(
      'goodwill, ticket 18',
    );
  });

  it('is previewed anew when it is changed', async () => {
    const page = await opened('#/wallets/changed');
    await adjust(page, '50', 'first thought');
    await page.getByText('What it would do').waitFor();
    await dialog(page).getByLabel('Credits').fill('5');
    expect(await page.getByRole('button', { name: /Book/ }).count()).toBe(0);
    await press(page, 'Preview');
    await press(page, 'Book +5 credits');
    await page.getByText('The adjustment is booked.').waitFor();
    expect(await adjustmentsOf('changed')).toEqual([5]);
  });

  it('is booked once though its answer is lost and the button is pressed again', async () => {
    const page = await opened('#/wallets/lost');
    await adjust(page, '40', 'lost answer');
    await page.getByText('What it would do').waitFor();
    let lost = 0;
    await page.route('**/adjustments', async (route) => {
      lost += 1;
      if (lost > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await press(page, 'Book +40 credits');
    await page.getByText('No answer came: it may be booked, or not').waitFor();
    expect(await adjustmentsOf('lost')).toEqual([40]);
    await dialog(page).getByRole('button', { name: 'Send again' }).click();
    await page.getByText('it was booked once').waitFor();
    expect(await adjustmentsOf('lost')).toEqual([40]);
  });

  it('is offered once more, not anew, after its dialog was closed on a lost answer', async () => {
    await service.debit('closed-on', 'charge-9', { quantity: 25 });
    const page = await opened('#/ledger?client=closed-on');
    await page.getByRole('button', { name: /Details of debit/ }).click();
    const reverse = async (): Promise<void> => {
      await press(page, 'Reverse…');
      await dialog(page).getByLabel('Credits').fill('5');
      await dialog(page).getByLabel('Reason').fill('a part');
      await press(page, 'Preview');
    };
    await page.route('**/api/credits-debit', async (route) => {
      if (!route.request().postData()?.includes('"dryRun":false')) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await reverse();
    await press(page, 'Give 5 credits back');
    await page.getByText('No answer came: it may be booked, or not').waitFor();
    await page.unroute('**/api/credits-debit');
    await press(page, 'Close');
    await press(page, 'Reverse…');
    await dialog(page).getByText('Not known to be booked: reversal of charge-9').waitFor();
    expect(await complaintsOfAxe(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Send again' }).click();
    await dialog(page).getByRole('button', { name: 'Go on' }).click();
    await dialog(page).getByText('Reverse this debit').waitFor();
    expect((await service.state('closed-on')).balance).toBe(100);
  });

  it('is finished after the page was closed on a lost answer', async () => {
    const page = await opened('#/wallets/reloaded');
    await adjust(page, '-20', 'never arrived');
    await dialog(page).getByText('are there to be taken').waitFor();
    await dialog(page).getByLabel('Credits').fill('20');
    await press(page, 'Preview');
    await page.getByText('What it would do').waitFor();
    await page.route('**/adjustments', (route) => route.abort('connectionreset'));
    await press(page, 'Book +20 credits');
    await page.getByText('No answer came: it may be booked, or not').waitFor();
    await page.unroute('**/adjustments');
    await page.reload();
    await page.getByText('Not known to be booked: adjustment of +20 credits').waitFor();
    await press(page, 'Send again');
    await expect.poll(() => figure(page, 'Purchased').textContent()).toBe('20');
    expect(await page.getByText('Not known to be booked').count()).toBe(0);
    expect(await adjustmentsOf('reloaded')).toEqual([20]);
  });

  it('is booked once by two clicks, and not at all by two clicks on its preview', async () => {
    const page = await opened('#/wallets/twice');
    await press(page, 'Adjust credits');
    await dialog(page).getByLabel('Credits').fill('10');
    await dialog(page).getByLabel('Reason').fill('twice');
    await page.getByRole('button', { name: 'Preview' }).dblclick();
    await page.getByText('What it would do').waitFor();
    expect(await adjustmentsOf('twice')).toEqual([]);
    await page.getByRole('button', { name: 'Book +10 credits' }).dblclick();
    await page.getByText('The adjustment is booked.').waitFor();
    expect(await adjustmentsOf('twice')).toEqual([10]);
  });

  it('gives a debit back from its row, and no second time', async () => {
    await service.debit('wronged', 'charge-1', { quantity: 25 });
    const page = await opened('#/wallets/wronged');
    const reverse = async (): Promise<void> => {
      await press(page, 'Reverse…');
      await dialog(page).getByLabel('Reason').fill('the answer was empty');
      await press(page, 'Preview');
    };
    await page.getByRole('button', { name: /Details of debit/ }).click();
    await reverse();
    await press(page, 'Give 25 credits back');
    await page.getByText('The reversal is booked.').waitFor();
    await press(page, 'Close');
    await expect.poll(() => figure(page, 'Available').textContent()).toBe('120');
    await reverse();
    await dialog(page).getByText('0 credits of charge-1 are left to reverse').waitFor();
    expect((await service.state('wronged')).balance).toBe(120);
  });

  it('assigns a smaller plan, which trims', async () => {
    await service.plan('smaller', 'professional');
    const page = await opened('#/wallets/smaller');
    await page.getByText('of a balance of 2,400').waitFor();
    await press(page, 'Assign a plan');
    await dialog(page).getByText('Base', { exact: true }).click();
    await press(page, 'Preview');
    await page.getByText('Trimmed to the cap').waitFor();
    expect(await dialog(page).locator('.effect').textContent()).toContain('−2,040');
    await press(page, 'Assign Base');
    await page.getByText('The plan is in force.').waitFor();
    await press(page, 'Close');
    await expect.poll(() => figure(page, 'Granted').textContent()).toBe('360');
  });

  it('opens one dialog for a plan, however often it is asked for', async () => {
    const page = await opened('#/wallets/impatient');
    await page.getByRole('button', { name: 'Assign a plan' }).dblclick();
    await dialog(page).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await dialog(page).count()).toBe(1);
  });

  it('waits for whoever has to sign in again, longer than for an answer', async () => {
    const page = await stage.signedIn('olga', { operator: true });
    await page.addInitScript(() => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = () => timeout(1_000);
    });
    await page.goto('/console#/wallets/patient');
    const status = 401;
    await page.route('**/adjustments', (route) => route.fulfill({ status }), { times: 1 });
    await adjust(page, '15', 'signed in late');
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.waitFor();
    await page.waitForTimeout(1_500);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await dialog(page).getByText('What it would do').waitFor();
  });

  it('is not for operators who may only look, and says so', async () => {
    const page = await opened('#/wallets/looked-at', {
      clientId: 'rita',
      operator: 'as configured',
    });
    await figure(page, 'Available').waitFor();
    await adjust(page, '50', 'may I');
    await page.getByText('You may look at wallets, not correct them').waitFor();
    expect(await adjustmentsOf('looked-at')).toEqual([]);
  });

  it('is made by keyboard alone', async () => {
    const page = await opened('#/wallets/keys');
    await figure(page, 'Available').waitFor();
    await page.getByRole('button', { name: 'Adjust credits' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('3');
    await page.keyboard.press('Tab');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const book = page.getByRole('button', { name: 'Book +3 credits' });
    await book.waitFor();
    await book.focus();
    await page.keyboard.press('Enter');
    await page.getByText('The adjustment is booked.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await adjustmentsOf('keys')).toEqual([3]);
  });
});

const HOSTILE = '<img src=x onerror="document.title=1">';

describe.each(LOOKS)('at $width px, $scheme', (visitor) => {
  const name = `${visitor.width}-${visitor.scheme}`;
  const client = `sight-${name}`;
  const well = async (page: Page, picture: string) => {
    expect([await overflow(page), await complaintsOfAxe(page)]).toEqual([0, []]);
    await pictured(page, `wallets-${picture}-${name}`);
  };

  it('shows a wallet, its parts and a correction without a complaint', async () => {
    for (const at of [1, 2, 3, 4]) await service.debit(client, `d-${at}`, { quantity: at * 3 });
    await service.debit(client, 'report-7f3a', {
      mode: 'hold',
      actionId: 'parcel_report',
      quantity: 2,
    });
    const page = await opened('#/wallets', visitor);
    await page.getByText('credits spent').waitFor();
    await page.waitForLoadState('networkidle');
    await well(page, 'start');
    await page.goto(`/console#/wallets/${client}`);
    await page.locator('.entries .row').first().waitFor();
    await well(page, 'wallet');
    await page.getByRole('link', { name: 'Statement', exact: true }).last().click();
    await page.locator('.sentences').waitFor();
    await well(page, 'statement');
    await page.getByRole('link', { name: 'Operators' }).click();
    await page.getByText('state.read').first().waitFor();
    await well(page, 'operators');
    await adjust(page, '50', HOSTILE);
    await page.getByText('What it would do').waitFor();
    await well(page, 'preview');
    await press(page, 'Book +50 credits');
    await page.getByText('The adjustment is booked.').waitFor();
    await well(page, 'booked');
    await press(page, 'Close');
    await page.getByRole('link', { name: 'Entries' }).click();
    await page.locator('.entries').getByText(HOSTILE).first().waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('keeps what is long in its place', async () => {
    const long = 'L'.repeat(128);
    const state = await service.state('model');
    const page = await opened('#/wallets', visitor);
    const huge = 98765432109876540000;
    const more = {
      balance: huge,
      available: huge,
      granted: huge,
      purchased: -huge,
      held: huge,
      softCap: huge,
    };
    const holds = [{ key: 'k'.repeat(200), credits: huge, expiresAt: '2026-12-01T00:00:00.000Z' }];
    const subscription = {
      planId: 'intelligence',
      status: 'past_due',
      pastDueSince: '2026-11-01T00:00:00.000Z',
      fallsBackAt: '2026-11-15T00:00:00.000Z',
    };
    await page.route('**/api/credits-state?*', (route) =>
      route.fulfill({ json: { ...state, ...more, holds, subscription, clientId: long } }),
    );
    await page.goto(`/console#/wallets/${long}`);
    await page.getByText('past due', { exact: true }).waitFor();
    await well(page, 'long');
  });
});

import { expect, it } from 'vitest';
import { staged } from './stage.js';

const stage = staged({ CZ_CREDITS_ENFORCE: '1' });

/** A page of the account of somebody who has a token for it. */
const accountOf = async (clientId: string) => {
  const context = await stage.visitor();
  const answer = await context.request.post('/local/sign-in', {
    data: { clientId, operator: false },
    headers: { origin: stage.url },
  });
  const { token } = await answer.json();
  const page = await context.newPage();
  await page.goto('/account');
  await page.evaluate((kept) => localStorage.setItem('a-token', kept), token);
  return page;
};

/** In the page: a client of the module as it is served, for whoever is signed in there. */
const CLIENT = `
  const credits = await import('/cz-credits-client.js');
  const getToken = async () => localStorage.getItem('a-token');
  const patience = { attempts: 1 };
  const client = credits.createCreditsClient({ baseUrl: '', getToken, patience });
  const kept = () => Object.keys(localStorage).filter((name) => name.startsWith('cz-credits:key:'));
`;

const inPage = (steps: string): string => `(async () => { ${CLIENT} ${steps} })()`;

it('a page loads the client from the API itself, and charges whoever is signed in', async () => {
  const page = await accountOf('ada');
  const result = await page.evaluate(
    inPage(`
      const debit = await client.debit({ actionId: 'ask_ai', quantity: 3 });
      const refused = await client.debit({ actionId: 'ask_ai', quantity: 1000 });
      return { balance: debit.value.balance, code: refused.problem.code, kept: kept() };
    `),
  );
  expect(result).toEqual({ balance: 117, code: 'insufficient_credits', kept: [] });
});

it('a debit whose answer was lost is the same debit after a reload', async () => {
  const page = await accountOf('grace');
  // The server does it, and its answer never arrives.
  await page.route('**/api/credits-debit', async (route) => {
    await route.fetch();
    await route.abort();
  });
  const lost = await page.evaluate(
    inPage(`
      const debit = await client.debit({ actionId: 'ask_ai', quantity: 5 });
      return { code: debit.problem.code, kept: kept().length };
    `),
  );
  expect(lost).toEqual({ code: 'unreachable', kept: 1 });

  await page.unroute('**/api/credits-debit');
  await page.reload();
  const again = await page.evaluate(
    inPage(`
      const { replayed, value } = await client.debit({ actionId: 'ask_ai', quantity: 5 });
      const next = await client.debit({ actionId: 'ask_ai', quantity: 5 });
      return { replayed, balance: value.balance, next: next.value.balance, kept: kept() };
    `),
  );
  expect(again).toEqual({ replayed: true, balance: 115, next: 110, kept: [] });
});

it('a debit that is under way in one tab keeps its key from another', async () => {
  const one = await accountOf('mary');
  const another = await one.context().newPage();
  await another.goto('/account');
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await one.route('**/api/credits-debit', async (route) => {
    await gate;
    await route.continue();
  });
  const steps = inPage(`
    const debit = await client.debit({ actionId: 'ask_ai', quantity: 2 });
    return { replayed: debit.replayed, balance: debit.value.balance };
  `);
  const slow = one.evaluate(steps);
  const kept = "Object.keys(localStorage).filter((name) => name.startsWith('cz-credits:key:'))";
  await expect.poll(() => one.evaluate(kept)).toHaveLength(1);
  expect(await another.evaluate(steps)).toEqual({ replayed: false, balance: 118 });
  letGo();
  expect(await slow).toEqual({ replayed: false, balance: 116 });
});

it('a page takes no secret of a service', async () => {
  const page = await accountOf('eve');
  const refused = page.evaluate(
    inPage(`credits.createCreditsClient({ baseUrl: '', serviceSecret: 'dev-service-secret' })`),
  );
  await expect(refused).rejects.toThrow('a service secret in a page is known to everybody');
});

import { checkoutAnswer } from '../../lib/contract/top-up.js';
import { type Client, DevServer } from '../slow/dev-server.js';

/** On a stage with this environment January 2026 is over, and was played in that folder. */
export const afterJanuary = (folder: string) => ({
  CZ_DATA_DIR: folder,
  CZ_DEV_CLOCK: '2026-02-10T09:00:00Z',
  CZ_CREDITS_ENFORCE: '1',
});

/** By the clock of such a stage. */
export const FEBRUARY = new Date('2026-02-10T09:00:00Z');

const NAMES = Array.from(
  { length: 28 },
  (_, number) => `client_${String(number).padStart(2, '0')}`,
);

/** Ada asks, buys a hundred credits and is refunded half of them, bob has memos drafted, and others ask a little. */
export const playJanuary = async (folder: string): Promise<void> => {
  const server = await DevServer.on(folder, {
    ...afterJanuary(folder),
    CZ_DEV_CLOCK: '2026-01-15T10:00:00Z',
  });
  const ada = await server.client('ada');
  await ada.debit('morning', 30);
  await buyAndReturnHalf(ada);
  const bob = await server.client('bob');
  await bob.post('credits-debit', { actionId: 'memo_draft', quantity: 5, idempotencyKey: 'memos' });
  for (const name of NAMES) await (await server.client(name)).debit('one', 3);
  await server.stop();
};

/** In the stand-in of Stripe, which then tells of it in its own time. */
const buyAndReturnHalf = async (client: Client): Promise<void> => {
  const { body } = await client.post('credits-checkout', { packId: 'pack_100' });
  const { checkoutUrl, sessionId } = checkoutAnswer.parse(body);
  const { origin, pathname } = new URL(checkoutUrl);
  await told(`${origin}${pathname}/pay`, {});
  await client.post('credits-topup-confirm', { sessionId });
  await told(`${origin}/_test/refund`, { sessionId, amountMinor: 300 });
  for (let tries = 0; (await client.state()).purchased !== 50; tries += 1) {
    if (tries === 100) throw new Error('the refund was never heard of');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const told = async (url: string, body: object): Promise<void> => {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the stand-in of Stripe answered ${answer.status}`);
};

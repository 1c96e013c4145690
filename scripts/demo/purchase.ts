import type { z } from 'zod';
import type { DebitAnswer } from '../../lib/contract/debit.js';
import type { ConfirmAnswer, checkoutAnswer } from '../../lib/contract/top-up.js';
import { chapter, say } from '../local/story.js';
import { MEMOS } from './first-steps.js';
import { look, outline, type Parts } from './parts.js';

const JSON_BODY = { 'content-type': 'application/json' };

/** A pack is bought, spent in part, and given back in part. */
export const buyAPack = async (parts: Parts): Promise<void> => {
  const { ask, stripe, user } = parts;
  chapter('She buys a pack');
  say('The answer leads to a page of Stripe, here of a stand-in; and there she pays.');
  const { checkoutUrl, sessionId } = await ask<z.output<typeof checkoutAnswer>>(
    { path: '/api/credits-checkout', headers: user, body: { packId: 'pack_100' } },
    (body) => body,
  );
  const pay = { path: `${new URL(checkoutUrl).pathname}/pay`, headers: JSON_BODY, body: {} };
  await stripe.ask<{ readonly status: string }>(pay, ({ status }) => ({ status }));

  chapter('She comes back, before Stripe has told of it');
  say('What she says is not believed: Stripe is asked, and then she has her credits.');
  const confirm = { path: '/api/credits-topup-confirm', headers: user, body: { sessionId } };
  await ask<ConfirmAnswer>(confirm, (body) => body);
  await stripe.tellAll();
  say('\nNow Stripe has told of it, too, and it made no difference; nor does it to ask again:');
  await ask<ConfirmAnswer>(confirm, (body) => body);

  chapter('The memos once more');
  say('A refusal is not remembered: the same key succeeds now. Granted credits go first.');
  await ask<DebitAnswer>({ path: '/api/credits-debit', headers: user, body: MEMOS }, outline);

  chapter('She is given half of the money back');
  say('An operator refunds it in Stripe, which tells of it, and half of the credits go back.');
  const refund = { sessionId, amountMinor: 300 };
  await stripe.ask<{ readonly amount: number; readonly status: string }>(
    { path: '/_test/refund', headers: JSON_BODY, body: refund },
    ({ amount, status }) => ({ amount, status }),
  );
  await stripe.tellAll();
  await look(parts);
};

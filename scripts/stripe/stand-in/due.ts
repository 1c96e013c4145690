import { renewUntilNow } from './billing/renewal.js';
import { expireSession } from './checkout-payment.js';
import type { Env } from './env.js';

const KEYS_ARE_KEPT_FOR = 24 * 60 * 60;

/** What time alone brings about. */
export const runDue = (env: Env): void => {
  for (const session of env.store.all('checkout.session')) {
    if (session.status === 'open' && session.expires_at <= env.now) expireSession(env, session);
  }
  for (const { id } of env.store.all('subscription')) renewUntilNow(env, id);
  for (const { at, id } of env.store.all('given_answer')) {
    if (at + KEYS_ARE_KEPT_FOR <= env.now) env.store.remove('given_answer', id);
  }
};

import type Stripe from 'stripe';
import { z } from 'zod';
import { openSession } from '../checkout.js';
import { sessionParams } from '../checkout-params.js';
import { expireSession } from '../checkout-payment.js';
import type { Env } from '../env.js';
import { type Known, mergedMetadata, metadataChange, moments, page, text } from '../form.js';
import { lineItemsOf } from '../line-items.js';
import { isWithin, listed } from '../listing.js';
import type { Session } from '../objects/objects.js';
import { type Operation, operation } from '../operation.js';
import { invalid, resourceMissing } from '../refusal.js';

const PATH = '/v1/checkout/sessions';

/** The session. @throws Refusal where there is none */
export const sessionOf = (env: Env, id: string): Session => {
  const session = env.store.get('checkout.session', id);
  if (!session) throw resourceMissing('checkout.session', id, 'session');
  return session;
};

const filters = {
  ...page,
  created: moments.optional(),
  customer: text.optional(),
  payment_intent: text.optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
  subscription: text.optional(),
} satisfies Known<Stripe.Checkout.SessionListParams>;

type Filters = z.output<z.ZodObject<typeof filters>>;

const passes = (session: Session, wanted: Filters): boolean =>
  (['customer', 'payment_intent', 'status', 'subscription'] as const).every(
    (member) => wanted[member] === undefined || wanted[member] === session[member],
  ) && isWithin(session.created, wanted.created);

export const checkoutSessions: readonly Operation[] = [
  operation('POST', PATH, sessionParams, openSession),
  operation('GET', PATH, filters, (env, wanted) => {
    const found = env.store.all('checkout.session').filter((session) => passes(session, wanted));
    return listed(PATH, found, wanted);
  }),
  operation('GET', `${PATH}/:id`, {}, (env, _, id) => sessionOf(env, id)),
  operation('POST', `${PATH}/:id`, { metadata: metadataChange.optional() }, (env, given, id) => {
    const session = sessionOf(env, id);
    const metadata = mergedMetadata(session.metadata, given.metadata);
    env.store.put('checkout.session', { ...session, metadata });
    return sessionOf(env, id);
  }),
  operation('POST', `${PATH}/:id/expire`, {}, (env, _, id) => {
    const session = sessionOf(env, id);
    if (session.status !== 'open') {
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    }
    return expireSession(env, session);
  }),
  operation('GET', `${PATH}/:id/line_items`, page, (env, part, id) =>
    lineItemsOf(env, sessionOf(env, id).id, part),
  ),
];

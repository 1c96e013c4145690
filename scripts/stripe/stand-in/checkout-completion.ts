import { type Env, emit } from './env.js';
import type { Session } from './objects/objects.js';

/** What came of somebody's wish to pay. */
export type Outcome = {
  readonly kind: 'complete' | 'declined' | 'expired';
  readonly session: Session;
};

/** A session in which there is nothing left to do. */
export const completed = (env: Env, session: Session, members: Partial<Session>): Outcome => {
  const customer = env.store.get('customer', members.customer ?? session.customer ?? '');
  const complete: Session = {
    ...session,
    ...members,
    automatic_tax: {
      ...session.automatic_tax,
      ...(session.automatic_tax.enabled && { status: 'complete' as const }),
    },
    customer_details: {
      address: null,
      business_name: null,
      email: customer?.email ?? session.customer_email ?? 'somebody@example.com',
      individual_name: null,
      name: customer?.name ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    status: 'complete',
    // Stripe gives the address of a session's page only while somebody can pay there.
    url: null,
  };
  env.store.put('checkout.session', complete);
  emit(env, 'checkout.session.completed', complete);
  return { kind: 'complete', session: complete };
};

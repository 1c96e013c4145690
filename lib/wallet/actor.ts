import type { ProductId } from './ids.js';

/** Who causes an entry. A service may be bound to one product: it then charges for no other. */
export type Actor =
  | { readonly kind: 'user' }
  | { readonly kind: 'service'; readonly name: string; readonly product?: ProductId }
  | { readonly kind: 'admin'; readonly who: string }
  | { readonly kind: 'stripe' }
  | { readonly kind: 'system' };

/** As the ledger writes it: `user`, `service:geospatial-api`, `admin:user_2x`, `stripe`, `system`. */
export const actorName = (actor: Actor): string => {
  if (actor.kind === 'service') return `service:${actor.name}`;
  if (actor.kind === 'admin') return `admin:${actor.who}`;
  return actor.kind;
};

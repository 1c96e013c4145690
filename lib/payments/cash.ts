import type { Money } from '../wallet/credits.js';
import type { Instant } from '../wallet/instant.js';
import type { Found } from './payments.js';

/** Money of one payment that the provider booked: what came in, and what went back of it, or came again. */
export type CashMovement = {
  readonly at: Instant;
  /** Signed: what is paid is positive, what goes back is negative. */
  readonly money: Money;
  readonly intentId: string;
} & ({ readonly kind: 'paid'; readonly found: Found } | { readonly kind: 'refunded' | 'disputed' });

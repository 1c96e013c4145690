import type { Instant } from '../wallet/instant.js';
import type { Subscriber } from './subscriptions.js';

/** What a message is about. It only says where to look: what counts is what the provider says when it is asked. */
export type Subject =
  | { readonly kind: 'checkout'; readonly sessionId: string }
  | { readonly kind: 'payment'; readonly intentId: string }
  | ({ readonly kind: 'customer' } & Subscriber);

/** A message of the provider's, proved to be one. */
export type Notice = {
  readonly id: string;
  readonly type: string;
  /** The object that it tells of. */
  readonly objectId: string;
  readonly occurredAt: Instant;
  /** Absent where it needs no work. */
  readonly subject?: Subject;
};

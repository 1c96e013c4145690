import Stripe from 'stripe';
import { newId } from './ids.js';
import type { Customer, Event, Kind, Objects } from './objects/objects.js';
import { previousAttributes } from './previous-attributes.js';
import type { Store } from './store.js';

/** What work on the objects is done with: one for each transaction. */
export type Env = {
  readonly store: Store;
  /** Unix seconds. */
  readonly now: number;
  /** Where the stand-in listens. */
  readonly base: string;
  /** The API request that it is done for; nothing where time or a person does it. */
  readonly request: { readonly id: string; readonly idempotencyKey: string | null } | null;
  /** The customers as search knows them: it lags behind. */
  readonly searchable: () => readonly Customer[];
  /** How many webhook endpoints hear of events. */
  readonly webhooks: 0 | 1;
  /** What was told of, in order. */
  readonly told: Event[];
};

/** Tells of an object: an event of the type is stored, and delivered once the transaction is kept. */
export const emit = (env: Env, type: string, object: object, previous?: object): void => {
  const event: Event = {
    id: newId('evt'),
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: env.now,
    data: { object, ...(previous && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: env.webhooks,
    request: { id: env.request?.id ?? null, idempotency_key: env.request?.idempotencyKey ?? null },
    type,
  };
  env.store.put('event', event);
  env.told.push(event);
};

/** Stores a new object and tells of it. */
export const created = <K extends Kind>(
  env: Env,
  kind: K,
  object: Objects[K],
  type: string,
): Objects[K] => {
  env.store.put(kind, object);
  emit(env, type, object);
  return object;
};

/** Other events only say what is now. */
const SAYS_WHAT_CHANGED = /\.updated$|^charge\.(refunded$|dispute\.)/;

/** Stores an object with some of its members changed, and tells of it by events of these types, in their order. */
export const changed = <K extends Kind>(
  env: Env,
  kind: K,
  before: Objects[K],
  members: Partial<Objects[K]>,
  ...types: readonly string[]
): Objects[K] => {
  const after = { ...before, ...members };
  env.store.put(kind, after);
  const previous = previousAttributes(before, after);
  for (const type of types)
    emit(env, type, after, SAYS_WHAT_CHANGED.test(type) ? previous : undefined);
  return after;
};

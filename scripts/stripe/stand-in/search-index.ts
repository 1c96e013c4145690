import type { Customer, Event } from './objects/objects.js';
import type { Store } from './store.js';

const INDEXED = ['customer.created', 'customer.updated', 'customer.deleted'];

/** The customers as search knows them: Stripe's lags behind writes, by up to a minute. */
export class SearchIndex {
  readonly #states: { readonly since: number; readonly customers: readonly Customer[] }[];

  constructor(
    readonly store: Store,
    readonly lagMs: number,
  ) {
    this.#states = [{ since: 0, customers: store.all('customer') }];
  }

  note(told: readonly Event[], now: Date): void {
    if (this.lagMs === 0 || !told.some(({ type }) => INDEXED.includes(type))) return;
    this.#states.push({ since: now.getTime() + this.lagMs, customers: this.store.all('customer') });
  }

  at(now: Date): readonly Customer[] {
    if (this.lagMs === 0) return this.store.all('customer');
    return this.#states.findLast(({ since }) => since <= now.getTime())?.customers ?? [];
  }
}

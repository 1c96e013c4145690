import type Stripe from 'stripe';
import { endSubscription } from '../billing/end.js';
import { searchQuery } from '../customer-search.js';
import { changed, created, type Env, emit } from '../env.js';
import {
  integer,
  type Known,
  mergedMetadata,
  metadataChange,
  moments,
  page,
  text,
  unsettable,
} from '../form.js';
import { newId } from '../ids.js';
import { isWithin, listed } from '../listing.js';
import { newCustomer } from '../objects/customer.js';
import type { Customer } from '../objects/objects.js';
import { type Operation, operation } from '../operation.js';
import { resourceMissing } from '../refusal.js';

const members = {
  email: unsettable.optional(),
  name: unsettable.optional(),
  description: unsettable.optional(),
  phone: unsettable.optional(),
  metadata: metadataChange.optional(),
} satisfies Known<Stripe.CustomerCreateParams & Stripe.CustomerUpdateParams>;

/** The customer. @throws Refusal where there is none */
export const customerOf = (env: Env, id: string, param: string): Customer => {
  const customer = env.store.get('customer', id);
  if (!customer) throw resourceMissing('customer', id, param, param === 'id' ? 404 : 400);
  return customer;
};

type Given = {
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
};

/** A customer with what was given for it. */
const withGiven = (customer: Customer, given: Given): Customer => ({
  ...customer,
  email: given.email === undefined ? customer.email : given.email,
  name: given.name === undefined ? (customer.name ?? null) : given.name,
  description: given.description === undefined ? customer.description : given.description,
  phone: given.phone === undefined ? (customer.phone ?? null) : given.phone,
  metadata: mergedMetadata(customer.metadata, given.metadata),
});

export const customers: readonly Operation[] = [
  operation('POST', '/v1/customers', members, (env, given) => {
    const customer = withGiven(newCustomer(newId('cus', 14), env.now), given);
    return created(env, 'customer', customer, 'customer.created');
  }),
  operation(
    'GET',
    '/v1/customers',
    { ...page, email: text.optional(), created: moments.optional() },
    (env, { email, created: when, ...part }) => {
      const found = env.store
        .all('customer')
        .filter((customer) => email === undefined || customer.email === email)
        .filter((customer) => isWithin(customer.created, when));
      return listed('/v1/customers', found, part);
    },
  ),
  operation(
    'GET',
    '/v1/customers/search',
    { query: text, limit: page.limit, page: integer.optional() },
    (env, { limit = 10, page: from = 0, query }) => {
      const found = env.searchable().filter(searchQuery(query)).reverse();
      const until = from + limit;
      const hasMore = until < found.length;
      return {
        object: 'search_result',
        data: found.slice(from, until),
        has_more: hasMore,
        next_page: hasMore ? String(until) : null,
        url: '/v1/customers/search',
      };
    },
  ),
  operation(
    'GET',
    '/v1/customers/:id',
    {},
    (env, _, id) => env.store.get('deleted_customer', id) ?? customerOf(env, id, 'id'),
  ),
  operation('POST', '/v1/customers/:id', members, (env, given, id) => {
    const customer = customerOf(env, id, 'id');
    return changed(env, 'customer', customer, withGiven(customer, given), 'customer.updated');
  }),
  operation('DELETE', '/v1/customers/:id', {}, (env, _, id) => {
    const customer = customerOf(env, id, 'id');
    for (const subscription of env.store.all('subscription')) {
      const isTheirs = subscription.customer === id && subscription.ended_at === null;
      if (isTheirs) endSubscription(env, subscription);
    }
    const deleted = { id, object: 'customer', deleted: true } as const;
    for (const subscription of env.store.all('subscription')) {
      const isTheirs = subscription.customer === id && subscription.ended_at === null;
      if (isTheirs) endSubscription(env, subscription);
    }
    env.store.remove('customer', id);
    env.store.put('deleted_customer', deleted);
    emit(env, 'customer.deleted', customer);
    return deleted;
  }),
];

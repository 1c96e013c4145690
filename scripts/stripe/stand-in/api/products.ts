import type Stripe from 'stripe';
import { z } from 'zod';
import { changed, type Env } from '../env.js';
import {
  boolean,
  type Known,
  mergedMetadata,
  metadata,
  metadataChange,
  moments,
  page,
  text,
} from '../form.js';
import { newId } from '../ids.js';
import { isWithin, listed } from '../listing.js';
import type { Price, Product } from '../objects/objects.js';
import { type Operation, operation } from '../operation.js';
import { makePrice, makeProduct, priceTerms, productParams } from '../price-data.js';
import { invalid, resourceMissing } from '../refusal.js';

const productOf = (env: Env, id: string): Product => {
  const product = env.store.get('product', id);
  if (!product) throw resourceMissing('product', id, 'id');
  return product;
};

const priceOf = (env: Env, id: string): Price => {
  const price = env.store.get('price', id);
  if (!price) throw resourceMissing('price', id, 'price');
  return price;
};

const lookup = {
  lookup_key: text.max(200, 'A lookup key has up to 200 characters.').optional(),
  transfer_lookup_key: boolean.optional(),
} satisfies Known<Stripe.PriceCreateParams & Stripe.PriceUpdateParams>;

type Lookup = {
  readonly lookup_key?: string | undefined;
  readonly transfer_lookup_key?: boolean | undefined;
};

/** Frees a lookup key for another price: one is of one price only. @throws Refusal unless it may be transferred */
const freeLookupKey = (
  env: Env,
  { lookup_key: key, transfer_lookup_key: transfer }: Lookup,
  but = '',
): void => {
  const holder = env.store
    .all('price')
    .find((price) => price.lookup_key === key && price.id !== but);
  if (key === undefined || !holder) return;
  if (!transfer) {
    const param = 'lookup_key';
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, { param });
  }
  changed(env, 'price', holder, { lookup_key: null }, 'price.updated');
};

const priceFilters = {
  ...page,
  active: boolean.optional(),
  created: moments.optional(),
  currency: text.optional(),
  lookup_keys: z.array(text).max(10).optional(),
  product: text.optional(),
  type: z.enum(['one_time', 'recurring']).optional(),
} satisfies Known<Stripe.PriceListParams>;

export const products: readonly Operation[] = [
  operation('POST', '/v1/products', productParams, (env, { id, ...data }) =>
    makeProduct(env, id ?? newId('prod', 14), data),
  ),
  operation(
    'GET',
    '/v1/products',
    { ...page, active: boolean.optional() },
    (env, { active, ...part }) =>
      listed(
        '/v1/products',
        env.store
          .all('product')
          .filter((product) => active === undefined || product.active === active),
        part,
      ),
  ),
  operation('GET', '/v1/products/:id', {}, (env, _, id) => productOf(env, id)),
  operation(
    'POST',
    '/v1/prices',
    { ...priceTerms, ...lookup, metadata: metadata.optional(), nickname: text.optional() },
    (env, { lookup_key: key, nickname, transfer_lookup_key: transfer, ...terms }) => {
      freeLookupKey(env, { lookup_key: key, transfer_lookup_key: transfer });
      return makePrice(env, terms, {
        lookup_key: key ?? null,
        metadata: mergedMetadata(null, terms.metadata),
        nickname: nickname ?? null,
      });
    },
  ),
  operation('GET', '/v1/prices', priceFilters, (env, wanted) => {
    const found = env.store
      .all('price')
      .filter((price) => wanted.lookup_keys?.includes(price.lookup_key ?? '') ?? true)
      .filter((price) =>
        (['active', 'currency', 'product', 'type'] as const).every(
          (member) => wanted[member] === undefined || wanted[member] === price[member],
        ),
      );
    return listed(
      '/v1/prices',
      found.filter(({ created }) => isWithin(created, wanted.created)),
      wanted,
    );
  }),
  operation('GET', '/v1/prices/:id', {}, (env, _, id) => priceOf(env, id)),
  operation(
    'POST',
    '/v1/prices/:id',
    { ...lookup, active: boolean.optional(), metadata: metadataChange.optional() },
    (env, given, id) => {
      freeLookupKey(env, given, id);
      const price = priceOf(env, id);
      const members = {
        active: given.active ?? price.active,
        lookup_key: given.lookup_key ?? price.lookup_key,
        metadata: mergedMetadata(price.metadata, given.metadata),
      };
      return changed(env, 'price', price, members, 'price.updated');
    },
  ),
];

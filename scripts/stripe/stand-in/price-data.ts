import type Stripe from 'stripe';
import { z } from 'zod';
import { created, type Env } from './env.js';
import { amount, currency, integer, type Known, mergedMetadata, metadata, text } from './form.js';
import { newId } from './ids.js';
import type { Price, Product } from './objects/objects.js';
import { newPrice, newProduct } from './objects/price.js';
import { invalid, resourceMissing } from './refusal.js';

export const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year'], 'Invalid interval'),
  interval_count: integer.optional(),
});

const productMembers = {
  name: text,
  description: text.optional(),
  images: z.array(text).optional(),
  metadata: metadata.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
};

export const productData = z.strictObject(productMembers);

/** What a price costs and for what, wherever it is said. */
export const priceTerms = {
  currency,
  unit_amount: amount.optional(),
  unit_amount_decimal: text.optional(),
  product: text.optional(),
  product_data: productData.optional(),
  recurring: recurring.optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
} satisfies Known<Stripe.PriceCreateParams>;

export const productParams = {
  ...productMembers,
  id: text.optional(),
} satisfies Known<Stripe.ProductCreateParams>;

const priceData = z.strictObject(priceTerms);

type ProductData = z.output<typeof productData>;

export const makeProduct = (env: Env, id: string, data: ProductData): Product =>
  created(
    env,
    'product',
    {
      ...newProduct(id, data.name, env.now),
      description: data.description ?? null,
      images: data.images ?? [],
      metadata: mergedMetadata(null, data.metadata),
      tax_code: data.tax_code ?? null,
      unit_label: data.unit_label ?? null,
    },
    'product.created',
  );

/** Makes a price, and its product unless there is one. @throws Refusal */
export const makePrice = (
  env: Env,
  data: z.output<typeof priceData>,
  members: Partial<Price> = {},
): Price => {
  const product = productFor(env, data);
  const terms = { ...data, unitAmount: unitAmountOf(data), product: product.id };
  const price = newPrice(newId('price'), terms, env.now);
  const taxed = { ...price, tax_behavior: data.tax_behavior ?? 'unspecified', ...members };
  return created(env, 'price', taxed, 'price.created');
};

const productFor = (env: Env, { product, product_data }: z.output<typeof priceData>): Product => {
  if (product !== undefined && product_data) {
    throw invalid('You may only specify one of these parameters: product, product_data.');
  }
  if (product_data) return makeProduct(env, newId('prod', 14), product_data);
  if (product === undefined) {
    const code = 'parameter_missing';
    throw invalid('Missing required param: product.', { code, param: 'product' });
  }
  const found = env.store.get('product', product);
  if (!found) throw resourceMissing('product', product, 'product', 400);
  return found;
};

/** A whole number of the currency's smallest unit: fractions of it are not known here. */
const unitAmountOf = (data: z.output<typeof priceData>): number => {
  const { unit_amount: whole, unit_amount_decimal: decimal } = data;
  if (whole !== undefined && decimal === undefined) return whole;
  if (whole === undefined && decimal !== undefined && /^\d{1,12}(\.0+)?$/.test(decimal)) {
    return Number(decimal);
  }
  throw invalid('Specify a whole unit_amount, or the same as unit_amount_decimal.', {
    param: 'unit_amount',
  });
};

/** What a line of an order or of a subscription costs. */
export const lineParams = {
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: integer.refine((value) => value >= 0, 'Quantity is 0 or more.').optional(),
};

type Line = {
  readonly price?: string | undefined;
  readonly price_data?: z.output<typeof priceData> | undefined;
};

/** The price that a line names, or made of its data. @throws Refusal */
export const priceOfLine = (env: Env, line: Line, param: string): Price => {
  if (line.price !== undefined && line.price_data) {
    throw invalid(`You may only specify one of these parameters: price, price_data. (${param})`, {
      param,
    });
  }
  if (line.price_data) {
    // Prices made for one order are not for another: Stripe makes them inactive.
    return makePrice(env, line.price_data, { active: false });
  }
  if (line.price === undefined) {
    const code = 'parameter_missing';
    throw invalid(`Missing required param: ${param}[price].`, { code, param: `${param}[price]` });
  }
  const price = env.store.get('price', line.price);
  if (!price) throw resourceMissing('price', line.price, `${param}[price]`, 400);
  if (!price.active) {
    throw invalid(`The price specified is inactive. This field only accepts active prices.`, {
      param: `${param}[price]`,
    });
  }
  return price;
};

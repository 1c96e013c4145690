import type { Price, Product } from './objects.js';

export const newProduct = (id: string, name: string, created: number): Product => ({
  id,
  object: 'product',
  active: true,
  created,
  default_price: null,
  description: null,
  images: [],
  livemode: false,
  marketing_features: [],
  metadata: {},
  name,
  package_dimensions: null,
  shippable: null,
  statement_descriptor: null,
  tax_code: null,
  tax_details: null,
  type: 'service',
  unit_label: null,
  updated: created,
  url: null,
});

type PriceTerms = {
  readonly currency: string;
  readonly unitAmount: number;
  readonly product: string;
  readonly recurring?:
    | {
        readonly interval: NonNullable<Price['recurring']>['interval'];
        readonly interval_count?: number | undefined;
      }
    | undefined;
};

export const newPrice = (
  id: string,
  { currency, product, recurring, unitAmount }: PriceTerms,
  created: number,
): Price => ({
  id,
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created,
  currency,
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product,
  recurring: recurring
    ? {
        interval: recurring.interval,
        interval_count: recurring.interval_count ?? 1,
        meter: null,
        trial_period_days: null,
        usage_type: 'licensed',
      }
    : null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: recurring ? 'recurring' : 'one_time',
  unit_amount: unitAmount,
  unit_amount_decimal: String(unitAmount),
});

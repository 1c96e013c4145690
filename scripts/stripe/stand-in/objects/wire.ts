import type Stripe from 'stripe';

/** Of what can be expanded, only the id. */
type Unexpanded<Value> = string extends Extract<Value, string> ? Exclude<Value, object> : Value;

/** An object of Stripe's package as the API sends it unasked: nothing expanded, and decimals as text. */
export type Wire<Value> = Value extends Stripe.Decimal
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Wire<Unexpanded<Item>>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Wire<Unexpanded<Value[Key]>> }
      : Value;

import type { TemplateResult } from 'lit-html';
import type { Effect, Order } from './order.js';

/** What the fields of a form need to know. */
export type FieldState = {
  /** The order is on its way, or its fate is not known: it may not be changed. */
  readonly locked: boolean;
  /** What is wrong, by the name of the field. */
  readonly issues: ReadonlyMap<string, string>;
};

/** What a form says: an order, or what is wrong with it. */
export type Written = { readonly order: Order } | { readonly issues: ReadonlyMap<string, string> };

/** A kind of correction: what is asked, and how it is called. */
export type Correction = {
  readonly title: string;
  /** Whose wallet it is about. */
  readonly clientId: string;
  readonly lead: TemplateResult | string;
  readonly fields: (state: FieldState) => TemplateResult;
  readonly read: (form: FormData) => Written;
  /** On the button that books it. */
  readonly verb: (effect: Effect) => string;
  /** Once it is booked. */
  readonly done: string;
};

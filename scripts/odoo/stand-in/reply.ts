/** What a method answers. Odoo tells 5 from 5.0, so a float says that it is one. */
export type Reply =
  | null
  | boolean
  | number
  | string
  | Float
  | readonly Reply[]
  | { readonly [key: string]: Reply };

export type Float = { readonly $float: number };

export const isFloat = (value: object): value is Float => '$float' in value;

/** What a field holds. Odoo says false for what is empty; a many2one holds an id, a many2many several. */
export type Value = string | number | boolean | readonly number[];

export type Values = Readonly<Record<string, Value>>;

export type FieldType =
  | 'char'
  | 'text'
  | 'html'
  | 'boolean'
  | 'integer'
  | 'float'
  | 'monetary'
  | 'selection'
  | 'many2one'
  | 'many2many'
  | 'date'
  | 'datetime'
  | 'reference';

export type Field = {
  readonly type: FieldType;
  /** What people read above it. */
  readonly string: string;
  readonly required?: true;
  /** The model that a many2one or many2many points to. */
  readonly relation?: string;
  readonly selection?: readonly (readonly [string, string])[];
  readonly aggregator?: 'sum' | 'avg';
  /** Searches by equality need not look at every row. */
  readonly indexed?: true;
  /** May be written, is never given out: it reads as blank, or there is no such field to those who read. */
  readonly secret?: 'blank' | 'hidden';
  /** What a new record has unless it is given. */
  readonly initially?: Value | ((uid: number) => Value);
  /** Not stored: made of the others, and told as if it were a field. */
  readonly computed?: (values: Values, lookUp: LookUp) => Value;
};

/** The values of another record. */
export type LookUp = (model: string, id: Value | undefined) => Values | undefined;

export type Model = {
  readonly name: string;
  readonly title: string;
  /** The module that its external id is under. */
  readonly module: string;
  readonly order: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** What a new record has from others, unless it is given. */
  readonly derived?: (given: Values, lookUp: LookUp) => Values;
  /** The sentence of a constraint that these values break. */
  readonly broken?: (values: Values) => string | undefined;
};

type More = Partial<Omit<Field, 'type' | 'string'>>;

const of =
  (type: FieldType) =>
  (string: string, more: More = {}): Field => ({ type, string, ...more });

export const char = of('char');
export const text = of('text');
export const html = of('html');
export const boolean = of('boolean');
export const integer = of('integer');
export const float = of('float');
export const monetary = of('monetary');
export const datetime = of('datetime');
export const date = of('date');
export const reference = of('reference');

export const selection = (
  string: string,
  options: readonly (readonly [string, string])[],
  more: More = {},
): Field => ({ type: 'selection', string, selection: options, ...more });

export const many2one = (string: string, relation: string, more: More = {}): Field => ({
  type: 'many2one',
  string,
  relation,
  ...more,
});

export const many2many = (string: string, relation: string, more: More = {}): Field => ({
  type: 'many2many',
  string,
  relation,
  initially: [],
  ...more,
});

/** Fields that Odoo keeps for every record by itself; what anybody sends for them counts for nothing. */
export const LOGGED = ['create_date', 'create_uid', 'write_date', 'write_uid'] as const;

/** A model with the fields that all of them have. */
export const model = (declared: Model): Model => ({
  ...declared,
  fields: {
    id: integer('ID'),
    display_name: char('Display Name', { computed: (values) => displayed(values) }),
    ...declared.fields,
    create_date: datetime('Created on'),
    create_uid: many2one('Created by', 'res.users'),
    write_date: datetime('Last Updated on'),
    write_uid: many2one('Last Updated by', 'res.users'),
  },
});

/** What a record is called where another one points to it. */
export const displayed = (values: Values): string =>
  typeof values['name'] === 'string' ? values['name'] : '';

export const isNumeric = ({ type }: Field): boolean =>
  type === 'integer' || type === 'float' || type === 'monetary';

/** What an empty field of this type reads as. */
export const emptyOf = (field: Field): Value => {
  if (isNumeric(field)) return 0;
  return field.type === 'many2many' ? [] : false;
};

import qs from 'qs';
import { z } from 'zod';
import { isHash } from './json.js';
import { invalid, type Refusal } from './refusal.js';

/** The parameters of a query or of a form-encoded body: hashes and lists of text. */
export const parseForm = (text: string): Readonly<Record<string, unknown>> =>
  qs.parse(text, { arrayLimit: 1_000, depth: 10, parameterLimit: 10_000, plainObjects: true });

/** What a schema makes of parameters. @throws Refusal as Stripe words it */
export const readForm = <Params>(schema: z.ZodType<Params>, form: unknown): Params => {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  throw refusalOf(parsed.error.issues, form);
};

const refusalOf = (issues: readonly z.core.$ZodIssue[], form: unknown): Refusal => {
  const [issue] = issues.flatMap(deepest);
  if (!issue) return invalid('The request was unacceptable.');
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, ...issue.keys.slice(0, 1)]);
    const code = 'parameter_unknown';
    return invalid(`Received unknown parameter: ${param}`, { code, param });
  }
  const param = nameOf(issue.path);
  if (at(form, issue.path) === undefined) {
    return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return invalid(`${issue.message} (${param})`, { param });
};

/** Of what can be several things, what went wrong with that which was meant: the one that was read furthest. */
const deepest = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const inner = issue.errors.flat().flatMap(deepest);
  const [furthest] = [...inner].sort((a, b) => b.path.length - a.path.length);
  return furthest ? [{ ...furthest, path: [...issue.path, ...furthest.path] }] : [issue];
};

/** `line_items[0][price]` */
const nameOf = ([first, ...rest]: readonly PropertyKey[]): string =>
  [String(first ?? ''), ...rest.map((part) => `[${String(part)}]`)].join('');

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return inner[Number(part)];
    return isHash(inner) ? inner[String(part)] : undefined;
  }, value);

/** Text that is not empty: Stripe takes the empty one for a wish to unset. */
export const text = z.string('Invalid string').min(1, 'You passed an empty string.').max(5_000);

/** Text, or null by the empty one. */
export const unsettable = z.string('Invalid string').transform((value) => value || null);

export const integer = z
  .string('Invalid integer')
  .regex(/^-?\d{1,12}$/, 'Invalid integer')
  .transform(Number);

/** An amount, in the smallest unit of a currency. */
export const amount = integer.refine((value) => value >= 0, 'This value must be 0 or more.');

/** An amount of more than nothing. */
export const positive = integer.refine((value) => value >= 1, 'This value must be greater than 0.');

export const boolean = z
  .enum(['true', 'false'], 'Invalid boolean')
  .transform((value) => value === 'true');

export const currency = z
  .string('Invalid currency')
  .regex(/^[a-z]{3}$/i, 'Invalid currency')
  .transform((code) => code.toLowerCase());

/** Pairs to set; an empty value takes one away. */
export const metadata = z
  .record(
    z.string().max(40, 'Metadata keys can be up to 40 characters long.'),
    z
      .string('Metadata values are text')
      .max(500, 'Metadata values can be up to 500 characters long.'),
  )
  .refine((pairs) => Object.keys(pairs).length <= 50, 'Metadata can have up to 50 keys.');

/** Takes all pairs away. */
const noMetadata = z.literal('').transform(() => null);

/** Pairs to set in what there are already. */
export const metadataChange = z.union([metadata, noMetadata]);

type Pairs = Readonly<Record<string, string>>;

/** Pairs after a change to them. */
export const mergedMetadata = (before: Pairs | null, change: Pairs | null | undefined): Pairs => {
  if (change === null) return {};
  const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== '');
  return Object.fromEntries(merged);
};

/**
 * The names of parameters that a type of Stripe's package knows: `satisfies Known<…>` keeps a schema from taking others,
 * such as those that the API has given up.
 */
export type Known<Params> = { readonly [Name in keyof Params]?: z.core.$ZodType };

/** When: one moment, or a range; Unix seconds. */
export const moments = z.union([
  integer,
  z.strictObject({
    gt: integer.optional(),
    gte: integer.optional(),
    lt: integer.optional(),
    lte: integer.optional(),
  }),
]);

/** Which part of a list. */
export const page = {
  limit: integer
    .refine((value) => value >= 1 && value <= 100, 'Limit is from 1 to 100.')
    .optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

import { isHash } from './json.js';
import type { Customer } from './objects/objects.js';
import { invalid } from './refusal.js';

/** What a clause of the search language says of a customer. */
type Clause = (customer: Customer) => boolean;

const CLAUSE =
  /^\s*(-?)(\w+)(?:\[(?:'([^']*)'|"([^"]*)")\])?\s*([:~<>]=?)\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|(\d+|null))\s*/;

/**
 * A query of Stripe's search language, such as `metadata['wallet']:'acme' AND email:'a@b.c'`: `:` is equal, `~` contains,
 * `-` negates. Clauses are joined by AND or by OR, not both.
 * @throws Refusal when it can't be understood
 */
export const searchQuery = (query: string): Clause => {
  const clauses: Clause[] = [];
  const joints = new Set<string>();
  let rest = query;
  for (;;) {
    const match = CLAUSE.exec(rest);
    if (!match) throw notUnderstood(query);
    clauses.push(clauseOf(match, query));
    rest = rest.slice(match[0].length);
    if (rest === '') break;
    const joint = /^(AND|OR)\s/i.exec(rest)?.[1];
    if (!joint) throw notUnderstood(query);
    joints.add(joint.toUpperCase());
    rest = rest.slice(joint.length);
  }
  if (joints.size > 1) throw notUnderstood(query);
  return joints.has('OR')
    ? (customer) => clauses.some((clause) => clause(customer))
    : (customer) => clauses.every((clause) => clause(customer));
};

const notUnderstood = (query: string) =>
  invalid(
    `We were unable to parse your search query (${query}). Try using the format \`metadata["key"]:"value"\` to query for metadata or key:"value" to query for other fields.`,
    { param: 'query' },
  );

const FIELDS = ['created', 'email', 'metadata', 'name', 'phone'];

const clauseOf = (match: RegExpExecArray, query: string): Clause => {
  const [, minus, field = '', single, double, operator = ':', quoted, doubleQuoted, bare] = match;
  const key = single ?? double;
  if (!FIELDS.includes(field) || (field === 'metadata') !== (key !== undefined)) {
    throw notUnderstood(query);
  }
  const wanted = (quoted ?? doubleQuoted)?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '';
  const isNull = bare === 'null';
  const holds: Clause = (customer) => {
    const value = memberOf(customer, field, key);
    return isNull ? value === undefined : value !== undefined && compares(value, operator, wanted);
  };
  return minus ? (customer) => !holds(customer) : holds;
};

const memberOf = (
  customer: Customer,
  field: string,
  key: string | undefined,
): string | undefined => {
  const fields = new Map<string, unknown>(Object.entries(customer));
  const value = fields.get(field);
  const found = key !== undefined && isHash(value) ? value[key] : value;
  return found === null || found === undefined ? undefined : String(found);
};

const compares = (value: string, operator: string, wanted: string): boolean => {
  switch (operator) {
    case ':':
      return value.toLowerCase() === wanted.toLowerCase();
    case '~':
      return value.toLowerCase().includes(wanted.toLowerCase());
    case '>':
      return Number(value) > Number(wanted);
    case '>=':
      return Number(value) >= Number(wanted);
    case '<':
      return Number(value) < Number(wanted);
    default:
      return Number(value) <= Number(wanted);
  }
};

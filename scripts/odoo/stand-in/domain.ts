import { notStoodIn, pythonError } from './fault.js';
import { pythonText } from './stored.js';

/** A domain in prefix notation, read. */
export type Domain =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'leaf';
      readonly path: readonly string[];
      readonly operator: Operator;
      readonly value: unknown;
    }
  | { readonly kind: 'not'; readonly of: Domain }
  | { readonly kind: 'and' | 'or'; readonly left: Domain; readonly right: Domain };

const OPERATORS = [
  '=',
  '!=',
  'in',
  'not in',
  '<',
  '<=',
  '>',
  '>=',
  'like',
  'ilike',
  'not like',
  'not ilike',
  '=like',
  '=ilike',
] as const;

export type Operator = (typeof OPERATORS)[number];

const ALL: Domain = { kind: 'all' };

/** Terms that no operator joins are joined by '&'. @throws Fault for what is no domain */
export const parseDomain = (terms: readonly unknown[]): Domain => {
  const rest = [...terms];
  let whole: Domain | undefined;
  while (rest.length > 0) {
    const next = parseTerm(rest, terms);
    whole = whole ? { kind: 'and', left: whole, right: next } : next;
  }
  return whole ?? ALL;
};

/** Takes one term, with all that its operator joins, off the front. */
const parseTerm = (rest: unknown[], terms: readonly unknown[]): Domain => {
  if (rest.length === 0) {
    throw pythonError('ValueError', `Domain ${pythonText(terms)} is syntactically not correct.`);
  }
  const term = rest.shift();
  if (term === '!') return { kind: 'not', of: parseTerm(rest, terms) };
  if (term === '&' || term === '|') {
    const left = parseTerm(rest, terms);
    return { kind: term === '&' ? 'and' : 'or', left, right: parseTerm(rest, terms) };
  }
  if (!Array.isArray(term) || term.length !== 3) {
    throw pythonError('ValueError', `Invalid leaf ${pythonText(term)}`);
  }
  return parseLeaf(term);
};

const parseLeaf = ([path, given, value]: readonly unknown[]): Domain => {
  const leaf = `(${pythonText(path)}, ${pythonText(given)}, ${pythonText(value)})`;
  if (path === 1 && value === 1 && given === '=') return ALL;
  if (typeof path !== 'string') throw notStoodIn(`the leaf ${leaf}`);
  const operator = OPERATORS.find((known) => known === given);
  if (!operator) throw pythonError('ValueError', `Invalid leaf ${leaf}`);
  if ((operator === 'in' || operator === 'not in') && !Array.isArray(value)) {
    throw notStoodIn(`the leaf ${leaf}`);
  }
  return { kind: 'leaf', path: path.split('.'), operator, value };
};

/** Whether one of the terms is about this field: asking for archived records, say, makes them seen. */
export const isAbout = (terms: readonly unknown[], field: string): boolean =>
  terms.some((term) => Array.isArray(term) && term[0] === field);

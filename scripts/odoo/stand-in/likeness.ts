import type { Operator } from './domain.js';
import { notStoodIn } from './fault.js';
import type { Field, Value } from './model.js';

/** The operators around LIKE: `%` is any text, `_` any character, a backslash takes their meaning away. */
export const likeness = (
  field: Field,
  operator: Operator,
  value: unknown,
): ((held: Value) => boolean) => {
  if (field.type === 'many2one' || field.type === 'many2many') {
    throw notStoodIn(`${operator} on a field that points to records`);
  }
  const pattern = String(value === false ? '' : value);
  const exact = operator.startsWith('=');
  const like = patternToRegExp(exact ? pattern : `%${pattern}%`, operator.endsWith('ilike'));
  const matches = (held: Value) => held !== false && like.test(String(held));
  const isNegative = operator.startsWith('not');
  if (pattern === '' && exact) return (held) => held === false || held === '';
  if (pattern === '') return () => !isNegative;
  return isNegative ? (held) => !matches(held) : matches;
};

const patternToRegExp = (pattern: string, ignoresCase: boolean): RegExp => {
  const source = pattern.replace(/\\(.)|[%_]|[.*+?^${}()|[\]\\]/gs, (found, escaped?: string) => {
    if (escaped !== undefined) return quoted(escaped);
    if (found === '%') return '.*';
    return found === '_' ? '.' : quoted(found);
  });
  return new RegExp(`^${source}$`, ignoresCase ? 'isu' : 'su');
};

const quoted = (character: string): string => character.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');

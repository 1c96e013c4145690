const INTEGER = /^\s*[+-]?\d+(_\d+)*\s*$/;
const FLOAT = /^\s*[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+)?\s*$/i;
const INFINITE = /^\s*([+-])?inf(inity)?\s*$/i;
const NOT_A_NUMBER = /^\s*[+-]?nan\s*$/i;

/** Whether Python's `int()` takes this text. */
export const isPythonInteger = (value: unknown): boolean =>
  typeof value === 'string' && INTEGER.test(value);

/** What Python's `float()` makes of a value; undefined where it takes none. */
export const pythonNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return undefined;
  if (FLOAT.test(value)) return Number(value.replaceAll('_', ''));
  if (NOT_A_NUMBER.test(value)) return Number.NaN;
  const infinite = INFINITE.exec(value);
  if (!infinite) return undefined;
  return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
};

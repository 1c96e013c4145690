/** A line of the server's diff, taken apart: `actions.ask_ai.creditsPerUnit: 1 → 2`. */
export type Change = {
  readonly path: string;
  readonly how: 'added' | 'removed' | 'changed' | 'moved';
  /** As the server wrote it; of what is added or removed, its name. */
  readonly before?: string;
  readonly after?: string;
};

const ARROW = ' → ';

export const changeIn = (line: string): Change => {
  const end = line.indexOf(': ');
  const [path, what] = [line.slice(0, end), line.slice(end + 2)];
  if (what.startsWith('+ ')) return { path, how: 'added', after: plain(what.slice(2)) };
  if (what.startsWith('- ')) return { path, how: 'removed', before: plain(what.slice(2)) };
  const [before, after] = sidesOf(what);
  if (after === undefined) return { path, how: 'moved' };
  return { path, how: 'changed', before: plain(before), after: plain(after) };
};

/** Text may have arrows of its own: the one in the middle has a whole value on both sides. */
const sidesOf = (what: string): readonly [string, string?] => {
  for (let at = what.indexOf(ARROW); at >= 0; at = what.indexOf(ARROW, at + 1)) {
    const sides = [what.slice(0, at), what.slice(at + ARROW.length)] as const;
    if (sides.every(isWhole)) return sides;
  }
  return [what];
};

const isWhole = (value: string): boolean => /^[\w.-]+$/.test(value) || json(value) !== undefined;

/** Text without the quotes that showed where it ends. */
const plain = (value: string): string => {
  const read = json(value);
  return typeof read === 'string' ? read : value;
};

const json = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

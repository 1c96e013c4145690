import type { Schemas } from '../../../api/api.js';

export type Lines = Schemas['StatementLines'];

type Line = {
  readonly name: keyof Lines;
  readonly title: string;
  readonly what: string;
  /** How it counts towards the closing. */
  readonly sign: 1 | -1;
};

/** Between opening and closing, in the order in which they add up. */
export const MOVES: readonly Line[] = [
  { name: 'granted', title: 'Granted', what: 'by plans', sign: 1 },
  { name: 'bought', title: 'Bought', what: 'packs', sign: 1 },
  { name: 'reinstated', title: 'Reinstated', what: 'payments that came again', sign: 1 },
  { name: 'adjusted', title: 'Adjusted', what: 'operators’ corrections', sign: 1 },
  { name: 'reversed', title: 'Reversed', what: 'debits given back', sign: 1 },
  { name: 'adopted', title: 'Adopted', what: 'from older code', sign: 1 },
  { name: 'used', title: 'Used', what: 'by charges', sign: -1 },
  { name: 'trimmed', title: 'Trimmed', what: 'by a lower cap', sign: -1 },
  {
    name: 'clawedBack',
    title: 'Clawed back',
    what: 'by refunds, disputes',
    sign: -1,
  },
];

const sum = (lines: Lines, of: readonly Line[]): number =>
  of.reduce((total, { name, sign }) => total + sign * lines[name], 0);

/** All that came, corrections of either sign with it. */
export const came = (lines: Lines): number =>
  sum(
    lines,
    MOVES.filter(({ sign }) => sign > 0),
  );

/** What went otherwise than by use; not positive. */
export const lost = (lines: Lines): number =>
  sum(
    lines,
    MOVES.filter(({ name, sign }) => sign < 0 && name !== 'used'),
  );

export const addsUp = (lines: Lines): boolean =>
  lines.opening + sum(lines, MOVES) === lines.closing;

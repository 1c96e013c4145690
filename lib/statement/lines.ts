import { BrokenLedger } from '../ledger/reports/broken-ledger.js';
import type { Movement } from '../ledger/reports/movements.js';
import type { Kind } from '../wallet/entry-name.js';

/**
 * What became of the credits of a bucket in a month: opening + granted + bought + reinstated + adjusted + reversed + adopted −
 * used − trimmed − clawed back = closing. Adjustments and adoptions are signed; no other line is ever negative, except a
 * balance that is owed.
 */
export type Lines = { -readonly [Line in (typeof LINES)[number]]: number };

export const LINES = [
  'opening',
  'granted',
  'bought',
  'reinstated',
  'adjusted',
  'reversed',
  'adopted',
  'used',
  'trimmed',
  'clawedBack',
  'closing',
] as const;

type Line = (typeof LINES)[number];

export const BUCKETS = ['granted', 'purchased'] as const;

type Bucket = (typeof BUCKETS)[number];

export type Buckets<Value> = { readonly [Each in Bucket]: Value };

export const noLines = (): Lines => ({
  opening: 0,
  granted: 0,
  bought: 0,
  reinstated: 0,
  adjusted: 0,
  reversed: 0,
  adopted: 0,
  used: 0,
  trimmed: 0,
  clawedBack: 0,
  closing: 0,
});

export const addLines = (sum: Lines, more: Lines): void => {
  for (const line of LINES) sum[line] += more[line];
};

/** Lines of a bucket, and of both together. */
export const withTotal = (of: Buckets<Lines>): Buckets<Lines> & { readonly total: Lines } => {
  const total = noLines();
  for (const bucket of BUCKETS) addLines(total, of[bucket]);
  return { granted: of.granted, purchased: of.purchased, total };
};

type Rule = { readonly line?: Line; readonly sign?: 1 | -1; readonly moves: readonly Bucket[] };

/** On which line a movement of each kind goes, and which buckets it may move. */
const RULES: Readonly<Record<Kind, Rule>> = {
  open: { moves: [] },
  hold: { moves: [] },
  release: { moves: [] },
  grant: { line: 'granted', moves: ['granted'] },
  plan: { line: 'granted', moves: ['granted'] },
  trim: { line: 'trimmed', sign: -1, moves: ['granted'] },
  debit: { line: 'used', sign: -1, moves: BUCKETS },
  capture: { line: 'used', sign: -1, moves: BUCKETS },
  reversal: { line: 'reversed', moves: BUCKETS },
  adoption: { line: 'adopted', moves: BUCKETS },
  topup: { line: 'bought', moves: ['purchased'] },
  reinstatement: { line: 'reinstated', moves: ['purchased'] },
  adjustment: { line: 'adjusted', moves: ['purchased'] },
  clawback: { line: 'clawedBack', sign: -1, moves: ['purchased'] },
};

/** Puts what an entry moved on its line. A plan's entry both grants and trims. */
export const post = (to: Buckets<Lines>, movement: Movement, delta: Buckets<number>): void => {
  const { clientId, kind, seq, trimmed } = movement;
  const { line, moves, sign = 1 } = RULES[kind];
  for (const bucket of BUCKETS) {
    if (delta[bucket] === 0) continue;
    if (!line || !moves.includes(bucket)) {
      throw new BrokenLedger(clientId, `entry ${seq} is a ${kind} and moves ${bucket} credits`);
    }
    to[bucket][line] += sign * delta[bucket];
  }
  to.granted.granted += trimmed;
  to.granted.trimmed += trimmed;
};

import type { Schemas } from '../../../api/api.js';

export type Entry = Schemas['Entry'];
export type Kind = Entry['kind'];

type Told = {
  readonly label: string;
  /** Of its badge: whether credits come or go by it as they should, or against somebody. */
  readonly tone: '' | 'good' | 'warn' | 'bad';
  /** To somebody who sees one for the first time. */
  readonly means: string;
};

/** The kinds of ledger entry, as an operator reads them. */
export const KINDS: Readonly<Record<Kind, Told>> = {
  open: {
    label: 'Open',
    tone: '',
    means: 'The wallet was opened on the default plan, by the first thing written to it.',
  },
  grant: {
    label: 'Grant',
    tone: 'good',
    means: 'The plan’s monthly credits came. What had no room under the cap was kept back.',
  },
  trim: {
    label: 'Trim',
    tone: 'warn',
    means: 'The plan’s cap was lowered, and granted credits above it were cut off.',
  },
  debit: {
    label: 'Debit',
    tone: '',
    means: 'An action was charged. Granted credits go first, then bought ones.',
  },
  hold: {
    label: 'Hold',
    tone: '',
    means: 'Credits were reserved for work under way. Nothing is taken yet.',
  },
  capture: {
    label: 'Capture',
    tone: '',
    means: 'Held work was settled at what it really took; the rest of the hold is free again.',
  },
  release: { label: 'Release', tone: '', means: 'A hold was given up, and its credits are free.' },
  reversal: {
    label: 'Reversal',
    tone: 'good',
    means: 'A debit or capture was given back, to the buckets that it came from.',
  },
  topup: { label: 'Top-up', tone: 'good', means: 'A pack was paid for, and its credits came.' },
  clawback: {
    label: 'Clawback',
    tone: 'bad',
    means: 'Money of a payment went back, by a refund or a dispute, and credits with it.',
  },
  reinstatement: {
    label: 'Reinstatement',
    tone: 'good',
    means: 'Money that had gone back came again, and the credits with it.',
  },
  plan: {
    label: 'Plan',
    tone: '',
    means: 'The plan was changed: a smaller one trims to its cap, a larger one may grant more.',
  },
  adjustment: {
    label: 'Adjustment',
    tone: 'warn',
    means: 'An operator corrected the bought credits. The client sees the reason.',
  },
  adoption: {
    label: 'Adoption',
    tone: '',
    means: 'Movements of an older ledger were taken over, as one sum.',
  },
};

const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text);

/** All kinds, in the order in which they are offered. */
export const ALL_KINDS: readonly Kind[] = Object.keys(KINDS).filter(isKind);

/** The kind of that name; undefined where there is none. */
export const kindNamed = (text: string | null): Kind | undefined =>
  text !== null && isKind(text) ? text : undefined;

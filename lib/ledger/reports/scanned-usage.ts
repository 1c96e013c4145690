import { assertNever } from '../../wallet/brand.js';
import type { MicroEuro } from '../../wallet/credits.js';
import type { Entry } from '../entry.js';
import type { Ledger } from '../ledger.js';
import { soundEntries } from './sound-entries.js';
import {
  addUsage,
  largestOf,
  NO_USAGE,
  pageOf,
  type Usage,
  type UsageGroup,
  type UsageQuery,
  type UsageSums,
} from './usage.js';

const CHARGES: readonly Entry['kind'][] = ['debit', 'capture', 'reversal'];

/** How many entries are read at a time where the debit of an older reversal is looked for. */
const LOOKED_THROUGH = 200;

type Scanned = Pick<Ledger, 'scan' | 'read'>;

/**
 * Usage by a walk through all entries: for a ledger that can't add up by itself, and to compare with one that can. It fails
 * where the entries are not sound.
 */
export const scannedUsage = (ledger: Scanned): Usage => ({
  groups: (query) => groupsOf(ledger, query),

  page: (query, page) => pageOf(groupsOf(ledger, query), page),

  largest: (query, limit) => largestOf(groupsOf(ledger, query), limit),
});

/** A scan comes wallet by wallet, in the order of their clients; all other keys are few, and are held until the end. */
async function* groupsOf(ledger: Scanned, query: UsageQuery): AsyncIterable<UsageGroup> {
  const sums = new Map<string, UsageSums>();
  for await (const { key, usage } of usageOf(ledger, query)) {
    if (query.groupBy === 'client' && !sums.has(key)) yield* emptied(sums);
    sums.set(key, addUsage(sums.get(key) ?? NO_USAGE, usage));
  }
  yield* emptied(sums);
}

function* emptied(sums: Map<string, UsageSums>): Iterable<UsageGroup> {
  const groups = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  sums.clear();
  for (const [key, usage] of groups) yield { key, ...usage };
}

async function* usageOf(ledger: Scanned, query: UsageQuery) {
  for await (const entry of soundEntries(ledger, query)) {
    if (!CHARGES.includes(entry.kind) || !isMeant(entry, query)) continue;
    yield { key: keyOf(entry, query), usage: await usageIn(ledger, entry) };
  }
}

const isMeant = (entry: Entry, { actionId, from, product, to }: UsageQuery): boolean =>
  entry.createdAt >= from &&
  entry.createdAt < to &&
  (product === undefined || entry.product === product) &&
  (actionId === undefined || entry.actionId === actionId);

const keyOf = (entry: Entry, { groupBy }: UsageQuery): string => {
  switch (groupBy) {
    case 'action':
      return entry.actionId ?? '';
    case 'product':
      return entry.product ?? '';
    case 'client':
      return entry.clientId;
    case 'day':
      return entry.createdAt.slice(0, 10);
    case 'month':
      return entry.createdAt.slice(0, 7);
    default:
      return assertNever(groupBy);
  }
};

const usageIn = async (ledger: Scanned, entry: Entry): Promise<UsageSums> => {
  const moved = BigInt(entry.creditsDelta);
  const worth = moved * BigInt(entry.creditValue ?? (await valueOfReversed(ledger, entry)));
  if (entry.kind === 'reversal') return { ...NO_USAGE, reversed: moved, reversedValue: worth };
  return {
    ...NO_USAGE,
    count: 1,
    quantity: BigInt(entry.quantity ?? 0),
    taken: -moved,
    takenValue: -worth,
    shortfall: BigInt(entry.shortfall),
    estimatedCost: BigInt(entry.estimatedCost ?? 0),
  };
};

/** Reversals of the first days did not say what a credit was worth: their debit does, somewhere before them. */
const valueOfReversed = async (ledger: Scanned, reversal: Entry): Promise<MicroEuro> => {
  for (let before = reversal.seq; before > 1; ) {
    const { entries } = await ledger.read(reversal, { limit: LOOKED_THROUGH, before });
    const value = entries.find(({ name }) => name === reversal.ref)?.creditValue;
    if (value !== undefined) return value;
    before = entries.at(-1)?.seq ?? 0;
  }
  throw new Error(`${reversal.clientId} ${reversal.seq}: ${reversal.ref} is not in the ledger`);
};

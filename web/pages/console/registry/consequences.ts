import type { Change } from './diff-line.js';

type Consequence = {
  readonly path: RegExp;
  readonly how?: Change['how'];
  readonly sentence: string;
};

/** What a change does to clients and wallets that are there already. */
const CONSEQUENCES: readonly Consequence[] = [
  {
    path: /^actions\.\w+\.creditsPerUnit$/,
    sentence:
      'A new price counts for what is debited or held from then on. A capture costs what its hold said; a reversal gives back what was taken.',
  },
  {
    path: /^actions$/,
    how: 'removed',
    sentence:
      'Callers of an action that is gone are refused, unless another action has its id among its aliases.',
  },
  {
    path: /^plans\.\w+\.(monthlyGrant|softCap)$/,
    sentence:
      'Wallets take a new grant or cap over with their next monthly grant. A lower cap then trims granted credits above it; purchased credits are never trimmed.',
  },
  {
    path: /^(plans|packs)\.\w+\.price/,
    sentence:
      'A new price is for new checkouts. Subscriptions go on at theirs, and open orders are credited as ordered.',
  },
  {
    path: /^defaultPlanId$/,
    sentence: 'Wallets are opened on the new default plan, and fall back to it, from then on.',
  },
  {
    path: /^(creditValueMicroEur$|actions\.\w+\.estimatedCostMicroEur)/,
    sentence:
      'Values and costs count in entries from then on. Margins of the past stay as they were.',
  },
];

export const consequencesOf = (changes: readonly Change[]): readonly string[] =>
  CONSEQUENCES.filter((of) =>
    changes.some(({ how, path }) => of.path.test(path) && (of.how ?? how) === how),
  ).map(({ sentence }) => sentence);

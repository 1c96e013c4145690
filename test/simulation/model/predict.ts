import type { Ask } from '../asks.js';
import { adopt } from './adoption.js';
import { due, type Line, lineTo, opened } from './due.js';
import { asHeard, follow } from './following.js';
import { type Accepted, adoptedRows, balanceOf, find, type Purse } from './purse.js';
import {
  adjust,
  charge,
  type Facts,
  movePlan,
  type Refused,
  type Ruled,
  returned,
  reverse,
  settle,
  topUp,
} from './rules.js';
import { actionNamed, type Terms, type Versions } from './terms.js';

export type Write = Exclude<Ask, { readonly what: 'read' }>;

/** What must become of a command that finds the purse as it is. */
export type Predicted =
  | { readonly was: 'accepted'; readonly lines: readonly Line[]; readonly purse: Purse }
  | {
      /** The key is known: whether the first request meant this one, or may have meant another. */
      readonly was: 'known';
      readonly first: Accepted;
      readonly replays: boolean;
      readonly reuses: boolean;
    }
  | { readonly was: 'refused'; readonly refusal: Refused }
  | { readonly was: 'unchanged' };

const KINDS: Readonly<Record<Write['what'], readonly string[]>> = {
  debit: ['debit'],
  hold: ['hold'],
  capture: ['capture'],
  release: ['release'],
  reverse: ['reversal'],
  topUp: ['topup'],
  returned: ['clawback', 'reinstatement'],
  plan: ['plan'],
  adjust: ['adjustment'],
  adopt: ['adoption'],
  follow: ['plan'],
};

/** The names under which an entry of this request would be found. */
export const namesOf = ({ key, what }: Write): readonly string[] =>
  KINDS[what].map((kind) => `${kind}|${key}`);

export const predict = (
  stored: Purse | undefined,
  ask: Write,
  asked: Facts,
  versions: Versions,
): Predicted => {
  for (const name of namesOf(ask)) {
    const first = find(stored, name);
    if (!first) continue;
    const same = first.asks.map((each) =>
      means(each, first, ask, { purse: stored, ...asked }, versions),
    );
    return { was: 'known', first, replays: same.includes(true), reuses: same.includes(false) };
  }
  const older = new Set(adoptedRows(stored).map(({ name }) => name));
  if (namesOf(ask).some((name) => older.has(`CZ_SMCR|${name}`))) {
    return { was: 'refused', refusal: { code: 'idempotency_key_reused', adopted: true } };
  }
  const facts = { ...asked, at: Math.max(asked.at, stored?.updatedAt ?? 0) };
  const from = ask.what === 'follow' ? asHeard(stored, ask, facts.at) : stored;
  // What is due depends on what is adopted, so nothing comes before that but an opening.
  const { lines, purse } = ask.what === 'adopt' ? opened(stored, facts) : due(from, facts);
  const ruled = rule(purse, ask, facts, stored);
  if (ruled === 'unchanged') return { was: 'unchanged' };
  if ('refused' in ruled) return { was: 'refused', refusal: ruled.refused };
  const { did, kind, shortfall } = ruled;
  const after = {
    ...purse,
    ...ruled.purse,
    version: purse.version + 1,
    updatedAt: facts.at,
  };
  const accepted: Accepted = {
    ...did,
    name: `${kind}|${ask.key}`,
    asks: [ask],
    version: facts.terms.version,
    left: balanceOf(after),
  };
  const remembered = { ...after, accepted: [...purse.accepted, accepted] };
  const line = lineTo(purse, remembered, { kind, key: ask.key, shortfall });
  return { was: 'accepted', lines: [...lines, line], purse: remembered };
};

const rule = (purse: Purse, ask: Write, facts: Facts, stored: Purse | undefined): Ruled => {
  switch (ask.what) {
    case 'debit':
    case 'hold':
      return charge(purse, ask, facts);
    case 'capture':
    case 'release':
      return settle(purse, ask, facts);
    case 'reverse':
      return reverse(purse, ask);
    case 'topUp':
      return topUp(purse, ask);
    case 'returned':
      return returned(purse, ask);
    case 'plan':
      return movePlan(purse, ask, facts);
    case 'adjust':
      return adjust(purse, ask);
    case 'adopt':
      return adopt(purse, ask, facts);
    case 'follow':
      return follow(purse, ask, facts, due(stored, facts).purse.followed);
  }
};

const MEANT: Readonly<Record<Write['what'], readonly string[]>> = {
  debit: ['quantity'],
  hold: ['quantity', 'seconds'],
  capture: ['holdKey'],
  release: ['holdKey'],
  reverse: ['debitKey', 'debitKind', 'credits'],
  topUp: ['credits', 'paid'],
  returned: ['paymentKey'],
  plan: ['planId'],
  adjust: ['credits'],
  adopt: ['rows'],
  follow: [],
};

/** Whether a repetition means what the first one meant, whoever asks and however its action is called by now. */
const means = (
  first: Write,
  { action, quantity, version }: Accepted,
  ask: Write,
  { names, purse }: { readonly names: Terms; readonly purse: Purse | undefined },
  versions: Versions,
): boolean => {
  const [had, has] = [new Map(Object.entries(first)), new Map(Object.entries(ask))];
  if (first.what !== ask.what) return false;
  if (MEANT[ask.what].some((member) => had.get(member) !== has.get(member))) return false;
  if (ask.what === 'capture') {
    return quantity === (ask.quantity ?? find(purse, `hold|${ask.holdKey}`)?.quantity);
  }
  if (ask.what !== 'debit' && ask.what !== 'hold') return true;
  const then = versions.numbered(version);
  return [names, then].some((terms) => terms && actionNamed(terms, ask.action) === action);
};

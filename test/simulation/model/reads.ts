import type { StateAnswer } from '../../../lib/contract/state.js';
import type { View } from './answers.js';
import { due } from './due.js';
import { textOf, textOfStored } from './following.js';
import {
  balanceOf,
  type Followed,
  freeAt,
  heldAt,
  monthAt,
  openHolds,
  startOfMonth,
} from './purse.js';
import type { WalletHistory } from './wallet-history.js';

/** Whether a state is what a wallet looked like, with what was due by then, and without what had expired. */
export const reads = ({ facts, purse }: View, state: StateAnswer): boolean => {
  const { at } = facts;
  const now = due(purse, facts).purse;
  const next = startOfMonth(monthAt(at) + 1);
  const before = due(now, { ...facts, at: next - 1 }).purse;
  const later = due(before, { ...facts, at: next });
  const grant = later.lines.find(({ kind }) => kind === 'grant')?.delta ?? 0;
  const holds = openHolds(now, at).map(({ name, reserved }) => `${name}: ${reserved}`);
  const must = [
    ...[now.planId, now.grant, now.cap, balanceOf(now), freeAt(now, at), now.granted],
    ...[now.purchased, heldAt(now, at), purse?.version ?? 0, purse?.updatedAt ?? null],
    ...[shown(now.followed), next, grant, ...holds],
  ];
  const is = [
    ...[state.plan.planId, state.monthlyGrant, state.softCap, state.balance, state.available],
    ...[state.granted, state.purchased, state.held, state.version],
    state.updatedAt === null ? null : Date.parse(state.updatedAt),
    ...[told(state.subscription), Date.parse(state.nextGrant.at), state.nextGrant.credits],
    ...state.holds.map(({ credits, key }) => `hold|${key}: ${credits}`),
  ];
  return String(is) === String(must);
};

/** A subscription as a reader sees it: not what it is called elsewhere, nor when it was too late. */
const shown = (followed: Followed | undefined): string => {
  if (!followed) return 'none';
  const { over, ...seen } = followed;
  return `${followed.since === undefined ? 'active' : 'past_due'} ${textOf({ ...seen, id: '' })}`;
};

const told = (subscription: StateAnswer['subscription']): string =>
  subscription ? `${subscription.status} ${textOfStored({ ...subscription, id: '' })}` : 'none';

/** Wallet and entries of an answer must be of one moment. */
export const pageProblem = (state: StateAnswer, { rows }: WalletHistory): string | undefined => {
  const right = state.ledgerTail.every(
    ({ hash, seq }, index) => rows[seq - 1]?.hash === hash && seq === state.version - index,
  );
  return right ? undefined : 'its entries are not those of that moment';
};

import type { StateAnswer } from '../../../lib/contract/state.js';
import type { View } from './answers.js';
import { due } from './due.js';
import { balanceOf, freeAt, heldAt, monthAt, openHolds, startOfMonth } from './purse.js';
import type { WalletHistory } from './wallet-history.js';

/** Whether a state is what a wallet looked like, with what was due by then, and without what had expired. */
export const reads = ({ facts, purse }: View, state: StateAnswer): boolean => {
  const { at } = facts;
  const now = due(purse, facts).purse;
  const next = startOfMonth(monthAt(at) + 1);
  const later = due(now, { ...facts, at: next });
  const grant = later.lines.find(({ kind }) => kind === 'grant')?.delta ?? 0;
  const holds = openHolds(now, at).map(({ name, reserved }) => `${name}: ${reserved}`);
  const must = [
    ...[now.planId, now.grant, now.cap, balanceOf(now), freeAt(now, at), now.granted],
    ...[now.purchased, heldAt(now, at), purse?.version ?? 0, purse?.updatedAt ?? null],
    ...[next, grant, ...holds],
  ];
  const is = [
    ...[state.plan.planId, state.monthlyGrant, state.softCap, state.balance, state.available],
    ...[state.granted, state.purchased, state.held, state.version],
    state.updatedAt === null ? null : Date.parse(state.updatedAt),
    ...[Date.parse(state.nextGrant.at), state.nextGrant.credits],
    ...state.holds.map(({ credits, key }) => `hold|${key}: ${credits}`),
  ];
  return String(is) === String(must);
};

/** Wallet and entries of an answer must be of one moment. */
export const pageProblem = (state: StateAnswer, { rows }: WalletHistory): string | undefined => {
  const right = state.ledgerTail.every(
    ({ hash, seq }, index) => rows[seq - 1]?.hash === hash && seq === state.version - index,
  );
  return right ? undefined : 'its entries are not those of that moment';
};

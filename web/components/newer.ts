import type { Schemas } from '../api/api.js';

type State = Schemas['State'];

/**
 * Which of two states of a wallet is shown. Its version counts entries, so a lower one is older, whenever it came. Two of
 * the same version differ by time alone, a hold that ran out: there the one that was asked for last counts.
 */
export const newerOf = (shown: State | undefined, come: State, isLatest: boolean): State => {
  if (!shown || shown.clientId !== come.clientId || shown.tenantId !== come.tenantId) return come;
  if (come.version !== shown.version) return come.version > shown.version ? come : shown;
  return isLatest ? come : shown;
};

/** A state with a debit in it, unless it had it: what the server said of it, nothing that is guessed. */
export const debited = (state: State, { available, balance, entry }: Schemas['Debit']): State => {
  if (entry.seq <= state.version) return state;
  return {
    ...state,
    available,
    balance,
    granted: state.granted - (entry.fromGranted ?? 0),
    purchased: state.purchased - (entry.fromPurchased ?? 0),
    version: entry.seq,
    updatedAt: entry.createdAt,
    ledgerTail: [entry, ...state.ledgerTail],
  };
};

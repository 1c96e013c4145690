import type { Snapshot } from '/cz-credits.js';
import type { Schemas } from '../../api/api.js';
import type { Session } from '../session/session.js';

/** The tool that runs a wallet short in two clicks. */
export const DEAR = { actionId: 'memo_draft', quantity: 3 } as const;

/** The steps of the story that a newcomer plays. */
const STEPS = ['Sign in', 'Use', 'Refusal', 'Top up', 'Trace'] as const;

export type Step = (typeof STEPS)[number];

/** A demo has nothing that could be paid for, or traced. */
export const stepsOf = (session: Session, { mode }: Snapshot): readonly Step[] =>
  mode === 'live' || session.ways === 'by name' ? STEPS : ['Use', 'Refusal', 'Top up'];

/** Where somebody is in the story, by what their ledger says: so it goes on wherever they come back from. */
export const stepOf = (session: Session, { matrix, state }: Snapshot): Step => {
  if (session.ways === 'by name' && !session.clientId) return 'Sign in';
  const tail = state?.ledgerTail ?? [];
  if (tail.some(({ kind }) => kind === 'topup')) return 'Trace';
  if (!tail.some(({ kind }) => kind === 'debit')) return 'Use';
  return state && state.available < costOfDear(matrix) ? 'Top up' : 'Refusal';
};

export const costOfDear = (matrix: Schemas['Matrix'] | undefined): number => {
  const action = matrix?.actions.find(({ actionId }) => actionId === DEAR.actionId);
  return (action?.creditsPerUnit ?? Number.POSITIVE_INFINITY) * DEAR.quantity;
};

/** The entry in words: what it was for. */
export const wordsOf = (entry: Schemas['Entry'], matrix: Schemas['Matrix'] | undefined): string => {
  const { actionId, kind, packId, planId, quantity = 1 } = entry;
  const action = matrix?.actions.find((each) => each.actionId === actionId)?.name ?? actionId;
  const times = quantity > 1 ? ` × ${quantity}` : '';
  switch (kind) {
    case 'open':
      return 'Wallet opened';
    case 'grant':
      return 'Monthly grant';
    case 'debit':
      return `${action}${times}`;
    case 'topup':
      return `Top-up, ${matrix?.packs.find((each) => each.packId === packId)?.name ?? packId}`;
    case 'plan':
      return `Plan: ${matrix?.plans.find((each) => each.planId === planId)?.name ?? planId}`;
    default:
      return action ? `${action}, ${kind}` : kind;
  }
};

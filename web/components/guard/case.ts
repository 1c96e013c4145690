import type { Snapshot } from '../store.js';
import type { Work } from './charge.js';

/** What a guard has to decide: its attributes against the wallet and the prices as they are known now. */
export type Case = {
  readonly work: Work;
  /** Undefined: the prices are not there yet, or have no such action. */
  readonly name: string | undefined;
  /** In credits. */
  readonly cost: number;
  readonly available: number;
  /** How much of the cost is not there. */
  readonly missing: number;
  /** Whether missing credits stop the work, or are only told. */
  readonly isStopped: boolean;
  readonly asksFirst: boolean;
  /** The product's backend charges: here it is only looked whether it will be able to. */
  readonly isChargedElsewhere: boolean;
};

export const caseOf = (guard: Element, { matrix, state }: Snapshot): Case => {
  const work = {
    actionId: guard.getAttribute('action') ?? '',
    quantity: Number(guard.getAttribute('quantity') ?? 1),
    identity: guard.getAttribute('work'),
    place: `${location.pathname}#${guard.id}`,
  };
  const action = matrix?.actions.find(({ actionId }) => actionId === work.actionId);
  const cost = (action?.creditsPerUnit ?? 0) * work.quantity;
  const missing = state ? Math.max(0, cost - state.available) : 0;
  const bound = guard.getAttribute('confirm-above');
  return {
    work,
    name: action?.name,
    cost,
    available: state?.available ?? 0,
    missing,
    isStopped:
      missing > 0 && (state?.enforce !== false || guard.getAttribute('when-short') === 'block'),
    asksFirst: bound !== null && cost > Number(bound),
    isChargedElsewhere: guard.getAttribute('charge') === 'backend',
  };
};

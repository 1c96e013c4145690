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
    get place() {
      return placeOf(guard);
    },
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

/** Which guard of which page it is: by its id, else as the how manieth of those that are alike. */
const placeOf = (guard: Element): string => {
  const { pathname, search } = location;
  const page = pathname + search;
  if (guard.id) return `${page}#${guard.id}`;
  const root = guard.getRootNode();
  const isTree = root instanceof Document || root instanceof ShadowRoot;
  const alike = isTree ? [...root.querySelectorAll(guard.localName)].filter(isLike(guard)) : [];
  return `${page}~${alike.indexOf(guard)}`;
};

const isLike =
  (guard: Element) =>
  (other: Element): boolean =>
    !other.id &&
    !other.getAttribute('work') &&
    ['action', 'quantity'].every((name) => other.getAttribute(name) === guard.getAttribute(name));

import type { Problem } from '../api/api.js';
import type { Sending } from './calls.js';
import type { Item } from './request.js';
import { isDefinite, isUnanswered, type Result } from './result.js';
import type { Store } from './store.js';

/** What is left to tell the API of guarded work: that it was done, and how much of it, or that it was not. */
export type WaitingCharge = {
  readonly clientId: string;
  readonly actionId: string;
  /** Of the hold, and of what settles it. */
  readonly key: string;
  /** How much was held, or was to be. */
  readonly quantity: number;
  /** How much there is to charge; 0 gives the hold back. */
  readonly used: number;
  /** Whether the API said that the hold is there. */
  readonly held: boolean;
  /** RFC 3339. */
  readonly since: string;
};

export type Undelivered = { readonly charge: WaitingCharge; readonly problem: Problem };

/** `waiting` are tried again by the next flush; `refused` are given up, and somebody should look at them. */
export type Flushed = {
  readonly delivered: readonly WaitingCharge[];
  readonly waiting: readonly Undelivered[];
  readonly refused: readonly Undelivered[];
  /** What the store has under these names is no charge, after a crash perhaps; it stays. Somebody should look at these. */
  readonly unreadable: readonly string[];
};

type Charge = (
  item: Item,
  whose: Sending & { readonly clientId: string; readonly traceId?: string },
) => Promise<Result<unknown>>;

const QUEUE = 'charge:';

/** Charges that could not be delivered when they were due. They are delivered in the order in which they came. */
export const waitingCharges = (store: Store, charge: Charge) => {
  const remember = async (waiting: WaitingCharge): Promise<void> => {
    await store.add(
      `${QUEUE}${waiting.since} ${waiting.clientId} ${waiting.key}`,
      JSON.stringify(waiting),
    );
  };

  const flush = async (sending: Sending = {}): Promise<Flushed> => {
    const [delivered, waiting, refused]: [WaitingCharge[], Undelivered[], Undelivered[]] = [
      [],
      [],
      [],
    ];
    const unreadable: string[] = [];
    let away: Problem | undefined;
    for (const name of [...(await store.names(QUEUE))].sort()) {
      const text = await store.get(name);
      if (text === undefined) continue; // another process has delivered it meanwhile
      const next = waitingChargeIn(text);
      if (!next) {
        unreadable.push(name);
        continue;
      }
      const result = away
        ? { ok: false as const, problem: away }
        : await deliver(charge, next, sending);
      if (!result.ok && isUnanswered(result.problem)) away = result.problem;
      const undelivered = !result.ok && { charge: next, problem: result.problem };
      if (undelivered && mayComeToPass(result)) {
        waiting.push(undelivered);
        continue;
      }
      await store.delete(name);
      if (undelivered) refused.push(undelivered);
      else delivered.push(next);
    }
    return { delivered, waiting, refused, unreadable };
  };

  return { remember, flush };
};

/** After a top-up, or when others have settled their holds, the same charge may be taken. */
const mayComeToPass = (result: Result<unknown>): boolean =>
  !isDefinite(result) ||
  (!result.ok && ['insufficient_credits', 'limit_exceeded'].includes(result.problem.code));

/** Every step has the key of the work: whatever had arrived before, when only its answer was lost, is not done again. */
const deliver = async (
  charge: Charge,
  waiting: WaitingCharge,
  sending: Sending,
): Promise<Result<unknown>> => {
  const { clientId, held, key, used } = waiting;
  const whose = { ...sending, clientId };
  if (used === 0) {
    const released = await charge({ mode: 'release', holdKey: key }, whose);
    return isOver(released) ? DONE : released;
  }
  const there = held ? DONE : await place(charge, waiting, whose);
  return there.ok ? charge({ mode: 'capture', holdKey: key, quantity: used }, whose) : there;
};

const DONE: Result<undefined> = { ok: true, value: undefined, replayed: false, traceId: '' };

/** Nothing is held under this key (any more), which is what a release is for. */
const isOver = (released: Result<unknown>): boolean =>
  !released.ok && ['unknown_hold', 'hold_settled'].includes(released.problem.code);

/**
 * A hold for work that was done while nobody could be asked. Where credits lack, one for the least there is will do: the
 * capture takes what it can reach, and the rest is its shortfall.
 */
const place = async (
  charge: Charge,
  { actionId, key, quantity }: WaitingCharge,
  whose: Sending & { readonly clientId: string },
): Promise<Result<unknown>> => {
  const hold = { mode: 'hold', actionId, key } as const;
  const placed = await charge({ ...hold, quantity }, whose);
  if (placed.ok) return placed;
  const { code } = placed.problem;
  if (code === 'idempotency_key_reused') return DONE; // it is there, with another quantity
  return code === 'insufficient_credits' && quantity > 1
    ? charge({ ...hold, quantity: 1 }, whose)
    : placed;
};

const waitingChargeIn = (text: string): WaitingCharge | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isWaitingCharge(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isWaitingCharge = (value: unknown): value is WaitingCharge => {
  if (typeof value !== 'object' || value === null) return false;
  const { actionId, clientId, held, key, quantity, since, used }: Record<string, unknown> = {
    ...value,
  };
  return (
    [actionId, clientId, key, since].every((text) => typeof text === 'string') &&
    [quantity, used].every((amount) => typeof amount === 'number') &&
    typeof held === 'boolean'
  );
};

import type { Problem, Schemas } from '../api/api.js';
import type { Sending } from './calls.js';
import type { WaitingCharge } from './charges.js';
import type { World } from './insist.js';
import { keyOfWork, type Work } from './key.js';
import type { Item } from './request.js';
import { isDefinite, isUnanswered, type Result } from './result.js';
import type { Store } from './store.js';

/** What is to be done, for whom, and what it may cost. */
export type GuardedAction = Sending & {
  readonly clientId: string;
  readonly actionId: string;
  /** Which piece of work it is. It is done at most once: what failed and is tried again is another piece. */
  readonly work: Work;
  /** How much it takes at most; 1 if it is absent. */
  readonly quantity?: number;
  /** What to do while the API can't be reached: leave the work undone, as if it is absent, or do it and charge later. */
  readonly fail?: 'closed' | 'open';
  /** How long the work may take: so long its credits are kept; 900 if it is absent, at most 86400. */
  readonly expiresInSeconds?: number;
};

/** What work came to, and how much it took. With a quantity of 0 nothing is charged. */
export type Worked<T> = { readonly value: T; readonly quantity?: number };

/** What became of the charge for work that was done. */
export type Charged =
  | { readonly status: 'captured'; readonly debit: Schemas['Debit'] }
  /** The work took nothing. */
  | { readonly status: 'released' }
  /** `flush()` will deliver it. */
  | { readonly status: 'queued' }
  /** It will not be charged: somebody should look at this. */
  | { readonly status: 'refused'; readonly problem: Problem }
  /** Nobody could be told, and the store kept nothing: somebody should look at this. */
  | { readonly status: 'lost'; readonly charge: WaitingCharge; readonly error: unknown };

/**
 * What came of guarded work. `replayed`: it was begun before, here or elsewhere, so it is not done again. `settled` says
 * how that ended: charged, given back, or not (yet), because it is under way, was broken off, or waits to be charged.
 */
export type Guarded<T> =
  | { readonly ok: true; readonly status: 'done'; readonly value: T; readonly charged: Charged }
  | { readonly ok: false; readonly status: 'refused'; readonly problem: Problem }
  | {
      readonly ok: false;
      readonly status: 'replayed';
      readonly settled: 'captured' | 'released' | 'open' | 'unknown';
    };

type Debited = Result<Schemas['Debit'] | Schemas['Demo']>;

type Tools = {
  readonly charge: (
    item: Item,
    whose: Sending & { readonly clientId: string; readonly traceId?: string },
  ) => Promise<Debited>;
  readonly remember: (charge: WaitingCharge) => Promise<void>;
  readonly store: Store;
  readonly world: World;
};

/** The names of what is kept of a piece of work: the trace of its hold until it is begun; that it was begun. */
const names = (clientId: string, key: string) => ({
  trace: `${TRACE}${clientId} ${key}`,
  begun: `${BEGUN}${clientId} ${key}`,
});

const TRACE = 'trace:';
const BEGUN = 'begun:';
const REMEMBERED_MS = 30 * 86_400_000;

/** Holds, lets the work be done, captures what it took, and gives back what it did not. */
export const guardWith = (tools: Tools) => {
  const { charge, store, world } = tools;
  return async <T>(
    action: GuardedAction,
    work: (given: { readonly key: string }) => Promise<Worked<T>>,
  ): Promise<Guarded<T>> => {
    const { clientId, fail = 'closed' } = action;
    const key = await keyOfWork(action.actionId, action.work);
    const { begun, trace } = names(clientId, key);
    const [traceId = ''] = (await kept(store, trace, `${world.newId()} ${world.now()}`)).split(' ');
    const hold = await charge(holdOf(action, key), { clientId, traceId, signal: action.signal });

    const isWanted = fail === 'open' && !action.signal?.aborted;
    if (!hold.ok && !(isWanted && isUnanswered(hold.problem))) {
      if (isDefinite(hold)) await store.delete(trace);
      return { ok: false, status: 'refused', problem: hold.problem };
    }
    const isOfAnother = hold.ok && hold.replayed && !isWrittenBy(hold.value, traceId);
    if (isOfAnother || !(await store.add(begun, String(world.now())))) {
      await store.delete(trace); // it would let the work begin again when `begun` is forgotten
      return { ok: false, status: 'replayed', settled: await howItEnded(tools, clientId, key) };
    }
    await store.delete(trace);
    return carryOut(tools, { action, key, held: hold.ok }, work);
  };
};

const holdOf = (
  { actionId, expiresInSeconds, quantity = 1 }: GuardedAction,
  key: string,
): Item => ({
  mode: 'hold',
  actionId,
  quantity,
  key,
  ...(expiresInSeconds !== undefined && { expiresInSeconds }),
});

/** What is kept under a name: what was there already, or this. */
const kept = async (store: Store, name: string, value: string): Promise<string> =>
  (await store.add(name, value)) ? value : ((await store.get(name)) ?? value);

/** A hold whose answer was lost is ours when it bears our trace: then its work was never begun. */
const isWrittenBy = (value: Schemas['Debit'] | Schemas['Demo'], traceId: string): boolean =>
  'entry' in value && value.entry.traceId === traceId;

type Begun = { readonly action: GuardedAction; readonly key: string; readonly held: boolean };

const carryOut = async <T>(
  tools: Tools,
  begun: Begun,
  work: (given: { readonly key: string }) => Promise<Worked<T>>,
): Promise<Guarded<T>> => {
  const { action, key } = begun;
  let worked: Worked<T>;
  try {
    worked = await work({ key });
  } catch (error) {
    await settle(tools, begun, 0);
    throw error;
  }
  const { quantity = action.quantity ?? 1, value } = worked;
  return { ok: true, status: 'done', value, charged: await settle(tools, begun, quantity) };
};

/** Charges what was used, or keeps it for later. Nothing that goes wrong here takes the work's outcome from its caller. */
const settle = async (tools: Tools, begun: Begun, used: number): Promise<Charged> => {
  const { held, key } = begun;
  const { actionId, clientId, quantity = 1 } = begun.action;
  if (held) {
    const item: Item =
      used === 0
        ? { mode: 'release', holdKey: key }
        : { mode: 'capture', holdKey: key, quantity: used };
    const settled = await tools.charge(item, { clientId });
    if (settled.ok && used === 0) return { status: 'released' };
    if (settled.ok && 'entry' in settled.value) return { status: 'captured', debit: settled.value };
    if (!settled.ok && isDefinite(settled)) return { status: 'refused', problem: settled.problem };
  }
  const since = new Date(tools.world.now()).toISOString();
  const waiting = { clientId, actionId, key, quantity, used, held, since };
  try {
    await tools.remember(waiting);
    return { status: 'queued' };
  } catch (error) {
    return { status: 'lost', charge: waiting, error };
  }
};

/** A release that is only tried tells of a hold whether it is there, and what settled it. */
const howItEnded = async (
  { charge }: Tools,
  clientId: string,
  key: string,
): Promise<'captured' | 'released' | 'open' | 'unknown'> => {
  const tried = await charge({ mode: 'release', holdKey: key, dryRun: true }, { clientId });
  if (tried.ok) return tried.replayed ? 'released' : 'open';
  return tried.problem.code === 'hold_settled' ? 'captured' : 'unknown';
};

/** What was begun long ago need not be known any more: nobody asks for that work again. */
export const forgetOldWork = async (store: Store, now: number): Promise<void> => {
  // Traces go first: one that outlived `begun` would let the work begin again.
  for (const name of [...(await store.names(TRACE)), ...(await store.names(BEGUN))]) {
    const since = (await store.get(name))?.split(' ').at(-1);
    if (now - Number(since) > REMEMBERED_MS) await store.delete(name);
  }
};

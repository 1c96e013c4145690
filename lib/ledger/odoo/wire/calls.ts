import { setTimeout as pause } from 'node:timers/promises';
import { type Named, type Odoo, OdooUnreachable } from '../odoo.js';
import type { Carrier } from './carrier.js';
import { openTurns } from './turns.js';

/** Between the attempts to read, in ms. */
const PAUSES = [100, 300];

type Pace = {
  /** Odoo, in the words of an error. */
  readonly where: string;
  /** Of a call as its caller sees it: waiting for a turn, signing in and repeating included. */
  readonly deadlineMs: number;
  readonly mostAtOnce: number;
};

/** Odoo by way of a carrier: each call within its deadline, so many at once, and again where repeating does no harm. */
export const openCalls = (carrier: Carrier, { deadlineMs, mostAtOnce, where }: Pace): Odoo => {
  const turns = openTurns(mostAtOnce);
  const underWay = new Set<AbortController>();
  let closed = false;
  let signingIn: Promise<void> | undefined;

  /** Fails when the time is up, whatever becomes of the work; what it has open is ended then. */
  const inTime = async <Result>(
    what: string,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    if (closed) throw new OdooUnreachable(`the connection to Odoo at ${where} has been closed`);
    const ending = new AbortController();
    const late = `Odoo at ${where} did not answer ${what} within ${deadlineMs / 1000} s`;
    const timer = setTimeout(() => ending.abort(new OdooUnreachable(late)), deadlineMs);
    underWay.add(ending);
    try {
      return await Promise.race([work(ending.signal), endOf(ending.signal)]);
    } catch (error) {
      // An answer that was given up half-way is not read to its end.
      ending.abort(error);
      throw error;
    } finally {
      clearTimeout(timer);
      underWay.delete(ending);
    }
  };

  /** Shared by the calls that come meanwhile; one that failed is tried again by the next. */
  const signedIn = (): Promise<void> => {
    signingIn ??= inTime('the login', (signal) => carrier.signIn(signal)).catch((error) => {
      signingIn = undefined;
      throw error;
    });
    return signingIn;
  };

  const call = (model: string, method: string, named: Named, signal: AbortSignal) =>
    turns(signal, async () => {
      await signedIn();
      signal.throwIfAborted();
      return carrier.call(model, method, named, signal);
    });

  return {
    read: (model, method, named) =>
      inTime(`${model}.${method}`, (signal) =>
        repeated(signal, () => call(model, method, named, signal)),
      ),

    write: (model, method, named) =>
      inTime(`${model}.${method}`, (signal) => call(model, method, named, signal)),

    close: () => {
      closed = true;
      const reason = new OdooUnreachable(`the connection to Odoo at ${where} was closed`);
      for (const ending of underWay) ending.abort(reason);
      carrier.close();
    },
  };
};

const endOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const repeated = async <Result>(
  signal: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> => {
  for (const pauseMs of PAUSES) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof OdooUnreachable)) throw error;
      await pause(pauseMs, undefined, { signal });
    }
  }
  return attempt();
};

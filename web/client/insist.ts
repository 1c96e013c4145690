import { unreachable } from '../api/api.js';
import { type Failure, isUnanswered, type Result } from './result.js';

/** How long a call is tried. */
export type Patience = {
  /** How often it is sent at most. */
  readonly attempts: number;
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
  /** Before the second attempt; twice as long before each further one, and less by chance. */
  readonly firstDelayMs: number;
  /** Whoever asks for a longer pause is not asked again. */
  readonly longestDelayMs: number;
};

export const PATIENCE: Patience = {
  attempts: 4,
  timeoutMs: 10_000,
  firstDelayMs: 250,
  longestDelayMs: 8_000,
};

/** Time and chance, given so that specs can hold them. */
export type World = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns after so many milliseconds, or at once when `signal` is aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** 32 hex digits that nobody else has. */
  readonly newId: () => string;
};

export const WORLD: World = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end);
    }),
  random: () => Math.random(),
  newId: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
};

type Circumstances = {
  readonly patience: Patience;
  readonly world: World;
  readonly signal?: AbortSignal | undefined;
};

/** Sends until somebody answers, but not forever. Only for what may arrive twice: reads, and writes with a key. */
export const insist = async <T>(
  attempt: (signal: AbortSignal) => Promise<Result<T>>,
  { patience, signal, world }: Circumstances,
): Promise<Result<T>> => {
  for (let tried = 1; ; tried += 1) {
    const result = await inTime(attempt, patience.timeoutMs, signal);
    if (result.ok || signal?.aborted || !mayPass(result)) return result;
    const delay = delayAfter(tried, result, patience, world.random());
    if (tried >= patience.attempts || delay === undefined) return result;
    await world.wait(delay, signal);
    if (signal?.aborted) return result;
  }
};

/** Something that stands where the API should and says 4xx will say so again. */
const mayPass = ({ problem }: Failure): boolean =>
  isUnanswered(problem) &&
  (problem.status === 0 || problem.status === 429 || problem.status >= 500);

/** Full jitter, so that many who failed together don't come together again; never sooner than the API asks for. */
const delayAfter = (
  tried: number,
  { retryAfterSeconds }: Failure,
  { firstDelayMs, longestDelayMs }: Patience,
  chance: number,
): number | undefined => {
  if (retryAfterSeconds === undefined) {
    return chance * Math.min(longestDelayMs, firstDelayMs * 2 ** (tried - 1));
  }
  const asked = retryAfterSeconds * 1000;
  return asked > longestDelayMs ? undefined : asked + chance * firstDelayMs;
};

/** One attempt, which ends when its time is over or its caller has had enough, also where fetch itself would hang. */
const inTime = async <T>(
  attempt: (signal: AbortSignal) => Promise<Result<T>>,
  timeoutMs: number,
  outer: AbortSignal | undefined,
): Promise<Result<T>> => {
  const inner = new AbortController();
  const stop = () => inner.abort();
  const timer = setTimeout(stop, timeoutMs);
  outer?.addEventListener('abort', stop);
  if (outer?.aborted) stop();
  try {
    const stopped = new Promise<Failure>((resolve) => {
      const say = () => resolve(outer?.aborted ? GIVEN_UP : tooSlow(timeoutMs));
      inner.signal.addEventListener('abort', say);
      if (inner.signal.aborted) say();
    });
    return inner.signal.aborted
      ? await stopped
      : await Promise.race([stopped, attempt(inner.signal)]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', stop);
  }
};

const GIVEN_UP: Failure = {
  ok: false,
  problem: unreachable(0, 'Given up', 'the caller did not wait for the answer'),
};

const tooSlow = (timeoutMs: number): Failure => ({
  ok: false,
  problem: unreachable(0, 'No answer', `there was no answer within ${timeoutMs} ms`),
});

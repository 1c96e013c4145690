import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import type { Caller } from './caller.js';
import { Problem } from './problem.js';

/** So many requests in so many seconds. */
export type RateLimit = { readonly requests: number; readonly seconds: number };

type Configured = {
  /** For each user. */
  readonly users?: RateLimit | undefined;
  /** For each address from which somebody calls whom nobody knows. */
  readonly strangers?: RateLimit | undefined;
};

/** What a limit says of a request: the headers of its answer, or that it came too soon. */
export type Limited = Readonly<Record<string, string>> | Problem;

const UNLIMITED: Limited = {};

/**
 * Counts requests in this process, and writes nothing anywhere: each instance has counts of its own. Services, operators'
 * machines, the clock and webhooks are never limited, nor is a stranger whose address the platform does not tell.
 */
export const rateLimits = ({ strangers, users }: Configured) => {
  const perUser = users && limiter('user', users);
  const perAddress = strangers && limiter('stranger', strangers);
  return async (caller: Caller | Problem, headers: Headers): Promise<Limited> => {
    if (!(caller instanceof Problem) && caller.kind === 'user') {
      return perUser ? perUser(caller.clientId) : UNLIMITED;
    }
    const isUnknown = caller instanceof Problem || caller.kind === 'stranger';
    const address = headers.get('x-real-ip');
    return isUnknown && address && perAddress ? perAddress(address) : UNLIMITED;
  };
};

export type RateLimits = ReturnType<typeof rateLimits>;

/** With the headers of draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it. */
const limiter = (name: string, { requests, seconds }: RateLimit) => {
  const memory = new RateLimiterMemory({ points: requests, duration: seconds });
  return async (key: string): Promise<Limited> => {
    const { consumedPoints, msBeforeNext, remainingPoints } = await memory.penalty(key);
    const wait = Math.max(1, Math.ceil(msBeforeNext / 1000));
    const headers = {
      'ratelimit-policy': `"${name}";q=${requests};w=${seconds}`,
      ratelimit: `"${name}";r=${remainingPoints};t=${wait}`,
    };
    if (consumedPoints <= requests) return headers;
    const detail = `at most ${requests} requests in ${seconds} seconds: wait ${wait} s, then go on`;
    return new Problem('rate_limited', detail, {}, { ...headers, 'retry-after': String(wait) });
  };
};

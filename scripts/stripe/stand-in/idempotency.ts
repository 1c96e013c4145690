import type { GivenAnswer } from './objects/objects.js';
import { type ErrorBody, Refusal } from './refusal.js';

const LONGEST_KEY = 255;

/** A request that can be repeated safely. */
export type Keyed = { readonly key: string; readonly endpoint: string; readonly params: string };

/** Refuses a key that is at work, or was used for something else. @throws Refusal */
export const refuseMisuse = (
  { endpoint, key, params }: Keyed,
  given: GivenAnswer | undefined,
  isInFlight: boolean,
): void => {
  if (key.length > LONGEST_KEY) {
    throw misused(400, `Idempotency keys may be up to ${LONGEST_KEY} characters long.`);
  }
  if (isInFlight) {
    throw misused(
      409,
      `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      'idempotency_key_in_use',
    );
  }
  if (given && given.endpoint !== endpoint) {
    throw misused(
      400,
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${endpoint}' vs '${given.endpoint}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  if (given && given.params !== params) {
    throw misused(
      400,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
};

const misused = (status: number, message: string, code?: string): Refusal => {
  const body: ErrorBody = { type: 'idempotency_error', message, ...(code && { code }) };
  return new Refusal(status, body);
};

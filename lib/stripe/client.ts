import Stripe from 'stripe';
import { PaymentsUnavailable } from '../payments/payments.js';

/** The version whose shapes the installed package has; another package comes with another one. */
const API_VERSION = '2026-10-28.endive';

/** A function has 30 seconds in all, and asks Stripe a few times. */
const TIMEOUT_MS = 8_000;

export type StripeKey = {
  readonly secretKey: string;
  /** Where Stripe's API is, when it is not Stripe's own: a stand-in. */
  readonly apiUrl?: string;
};

export const openStripe = ({ apiUrl, secretKey }: StripeKey): Stripe =>
  new Stripe(secretKey, {
    apiVersion: API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(apiUrl !== undefined && addressOf(apiUrl)),
  });

const addressOf = (url: string) => {
  const { hostname, port, protocol } = new URL(url);
  return {
    host: hostname,
    port: port || (protocol === 'https:' ? '443' : '80'),
    protocol: protocol === 'https:' ? ('https' as const) : ('http' as const),
  };
};

export const isLiveKey = (secretKey: string): boolean => /^[a-z]+_live_/.test(secretKey);

/** Stripe's answer; undefined where it knows no such object. */
export const ifKnown = async <Result>(answer: Promise<Result>): Promise<Result | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === 'resource_missing')
      return undefined;
    throw error;
  }
};

/** Stripe's answer, or the port's own error. */
export const asked = async <Result>(answer: Promise<Result>): Promise<Result> => {
  try {
    return await answer;
  } catch (error) {
    throw unavailable(error);
  }
};

/** A list of Stripe's, page after page, or the port's own error. */
export async function* askedEach<Item>(list: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* list;
  } catch (error) {
    throw unavailable(error);
  }
}

/**
 * Stripe's words stay here: they can quote keys and ids of prices. What helps to find the request in Stripe's own log
 * goes on.
 */
const unavailable = (error: unknown): unknown => {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const { code, param, requestId, statusCode, type } = error;
  const facts = { type, statusCode, code, param, requestId };
  const told = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return new PaymentsUnavailable(`Stripe: ${told.join(', ')}`);
};

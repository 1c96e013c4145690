import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { z } from 'zod';
import type { Event } from './objects/objects.js';

/** Where events are posted, signed with the secret. */
export type Webhook = { readonly url: string; readonly secret: string };

const count = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
]);

/** How deliveries go wrong, or odd, on purpose. */
export const deliveryDisturbance = z.strictObject({
  /** How often each is made beyond the first time. */
  duplicate: count.default(0),
  /** How long each waits. */
  delayMs: count.default(0),
  /** Each waits a while of its own besides, so that they come in any order. */
  reorder: z.union([z.boolean(), z.stringbool()]).default(false),
});

export type DeliveryDisturbance = Partial<z.output<typeof deliveryDisturbance>>;

export type Retry = {
  /** How long after a first failure; each time twice as long, until `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After how many tries it is given up. */
  readonly tries: number;
};

export type WebhookOptions = {
  readonly retry: Retry;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Told when an event has arrived. */
  readonly arrived: (event: Event) => void;
};

/** How long an endpoint may take to answer. */
const PATIENCE_MS = 10_000;

/** Within what time reordered deliveries are shuffled. */
const SHUFFLED_WITHIN_MS = 250;

const signer = new Stripe('sk_test_signs_only').webhooks;

/** How many are posted at one time. */
const AT_ONCE = 8;

/** Posts events to an endpoint until it answers with a 2xx, or for so many tries. */
export class Deliveries {
  readonly #options: WebhookOptions;
  readonly #closing = new AbortController();
  #webhook: Webhook | undefined;
  #disturbance: DeliveryDisturbance = {};
  #free = AT_ONCE;
  #waiting: (() => void)[] = [];
  #pending = 0;
  #whenSettled: (() => void)[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
    setMaxListeners(0, this.#closing.signal);
  }

  get isHeard(): boolean {
    return this.#webhook !== undefined;
  }

  /** Where events go from now on, those that wait to be tried again too. */
  setWebhook(webhook: Webhook | undefined): void {
    this.#webhook = webhook;
  }

  disturb(disturbance: DeliveryDisturbance): void {
    this.#disturbance = disturbance;
  }

  deliver(events: readonly Event[]): void {
    const { delayMs = 0, duplicate = 0, reorder } = this.#disturbance;
    for (const event of events) {
      for (let copy = 0; copy <= duplicate; copy++) {
        const shuffle = reorder ? this.#options.random() * SHUFFLED_WITHIN_MS : 0;
        this.#pending += 1;
        void this.#deliver(event, delayMs + shuffle);
      }
    }
  }

  /** Resolves when nothing is under way any more. */
  settled(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenSettled.push(resolve));
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.settled();
  }

  /** Tries until it is taken, given up or closed. */
  async #deliver(event: Event, firstWaitMs: number): Promise<void> {
    const { firstMs, longestMs, tries } = this.#options.retry;
    const { signal } = this.#closing;
    let waitMs = firstWaitMs;
    for (let tried = 0; tried < tries && !signal.aborted; tried++) {
      await sleep(waitMs, undefined, { ref: false, signal }).catch(() => {});
      if (await this.#inTurn(() => this.#isTaken(event))) {
        this.#options.arrived(event);
        break;
      }
      waitMs = Math.min(firstMs * 2 ** tried, longestMs);
    }
    this.#pending -= 1;
    if (this.#pending === 0) for (const tell of this.#whenSettled.splice(0)) tell();
  }

  async #inTurn(post: () => Promise<boolean>): Promise<boolean> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const taken = await post();
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
    return taken;
  }

  async #isTaken(event: Event): Promise<boolean> {
    const { signal } = this.#closing;
    if (!this.#webhook || signal.aborted) return false;
    const { secret, url } = this.#webhook;
    const payload = JSON.stringify(event, null, 2);
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: payload,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signer.generateTestHeaderString({ payload, secret }),
          'user-agent': 'Stripe/1.0 (stand-in)',
        },
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false; // nobody answers there yet
    }
  }
}

import Stripe from 'stripe';
import type { Event } from './objects/objects.js';

/** Where events are posted, signed with the secret. */
export type Webhook = { readonly url: string; readonly secret: string };

/** How deliveries go wrong, or odd, on purpose. */
export type DeliveryDisturbance = {
  /** How often each is made beyond the first time. */
  readonly duplicate?: number;
  /** How long each waits. */
  readonly delayMs?: number;
  /** Each waits a while of its own besides, so that they come in any order. */
  readonly reorder?: boolean;
};

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

/** Posts events to an endpoint until it answers with a 2xx, or for so many tries. */
export class Deliveries {
  readonly #options: WebhookOptions;
  readonly #pending = new Set<NodeJS.Timeout | Promise<void>>();
  #webhook: Webhook | undefined;
  #disturbance: DeliveryDisturbance = {};
  #isClosed = false;
  #whenSettled: (() => void)[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
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
        this.#try(event, 1, delayMs + shuffle);
      }
    }
  }

  /** Resolves when nothing is under way any more. */
  settled(): Promise<void> {
    if (this.#pending.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenSettled.push(resolve));
  }

  close(): void {
    this.#isClosed = true;
    for (const pending of this.#pending) if (!(pending instanceof Promise)) clearTimeout(pending);
    this.#pending.clear();
    this.#tellSettled();
  }

  #try(event: Event, attempt: number, afterMs: number): void {
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      const posting = this.#post(event, attempt).finally(() => {
        this.#pending.delete(posting);
        this.#tellSettled();
      });
      this.#pending.add(posting);
      this.#pending.delete(timer);
    }, afterMs);
    timer.unref();
    this.#pending.add(timer);
  }

  async #post(event: Event, attempt: number): Promise<void> {
    if (await this.#isTaken(event)) {
      if (!this.#isClosed) this.#options.arrived(event);
      return;
    }
    const { firstMs, longestMs, tries } = this.#options.retry;
    if (attempt >= tries) return;
    this.#try(event, attempt + 1, Math.min(firstMs * 2 ** (attempt - 1), longestMs));
  }

  async #isTaken(event: Event): Promise<boolean> {
    if (!this.#webhook) return false;
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
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false; // nobody answers there yet
    }
  }

  #tellSettled(): void {
    if (this.#pending.size > 0) return;
    for (const tell of this.#whenSettled.splice(0)) tell();
  }
}

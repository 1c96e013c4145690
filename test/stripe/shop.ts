import Stripe from 'stripe';
import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import {
  type StripeStandIn,
  type StripeStandInOptions,
  startStripeStandIn,
} from '../../scripts/stripe/stand-in/stand-in.js';
import { TestApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { closed } from '../support/closed.js';
import { listenForWebhooks } from '../support/webhook-endpoint.js';

export const WEBHOOK_SECRET = 'whsec_spec';

/** The application with a stand-in of Stripe, whose webhooks come in over a real socket. */
export class Shop {
  readonly standIn: StripeStandIn;
  readonly stripe: Stripe;
  readonly api: TestApi;
  /** What a delivery meets before it comes to the application: another status, or a closed door. */
  meets: (() => number | undefined) | undefined;
  readonly #close: () => Promise<unknown>;

  private constructor(standIn: StripeStandIn, api: TestApi, close: () => Promise<unknown>) {
    const { host, port, protocol, secretKey } = standIn;
    this.standIn = standIn;
    this.stripe = new Stripe(secretKey, { host, port, protocol, maxNetworkRetries: 0 });
    this.api = api;
    this.#close = close;
  }

  static async open(options: StripeStandInOptions, env: Readonly<Record<string, string>>) {
    const standIn = await startStripeStandIn(options);
    const api = await new TestApi({
      STRIPE_SECRET_KEY: standIn.secretKey,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_URL: standIn.url,
      ...env,
    }).open();
    const { server, url } = await listenForWebhooks(
      () => api.app,
      () => shop.meets?.(),
    );
    standIn.setWebhook({ url, secret: WEBHOOK_SECRET });
    const shop = new Shop(standIn, api, async () => {
      await standIn.close();
      await closed(server);
      await api.close();
    });
    return shop;
  }

  close(): Promise<unknown> {
    return this.#close();
  }

  /** A client who has opened a checkout for a pack. */
  async order(packId = 'pack_100', client: Caller = this.api.user()): Promise<Order> {
    const { body, status } = await client.checkout({ packId });
    expect(status, JSON.stringify(body)).toBe(200);
    const { checkoutUrl, sessionId } = opened.parse(body);
    return { client, sessionId, checkoutUrl };
  }

  /** One who has paid for it, too. */
  async bought(packId = 'pack_100', client?: Caller): Promise<Order> {
    const order = await this.order(packId, client);
    await this.pay(order);
    return order;
  }

  async pay({ checkoutUrl }: Pick<Order, 'checkoutUrl'>, how: object = {}): Promise<void> {
    await this.post(`${checkoutUrl}/pay`, how);
  }

  /** What happens at the bank: `_test/refund` and the like. */
  async test(path: string, body: object): Promise<unknown> {
    return this.post(`${this.standIn.url}/_test/${path}`, body);
  }

  async post(url: string, body: object): Promise<unknown> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    expect(response.status, answer).toBe(200);
    return JSON.parse(answer);
  }

  /** What moved in a client's wallet, opening and grants aside, oldest first. */
  async movements(client: Caller): Promise<readonly string[]> {
    await this.standIn.settled();
    const { body } = await client.state('?tail=200');
    return ledgerTail
      .parse(body)
      .ledgerTail.toReversed()
      .filter(({ kind }) => kind !== 'open' && kind !== 'grant')
      .map(({ creditsDelta, kind }) => `${kind} ${creditsDelta}`);
  }
}

export type Order = {
  readonly client: Caller;
  readonly sessionId: string;
  readonly checkoutUrl: string;
};

const opened = z.object({ sessionId: z.string(), checkoutUrl: z.url() });

const ledgerTail = z.object({
  ledgerTail: z.array(z.object({ kind: z.string(), creditsDelta: z.int() })),
});

/** A shop for the specs of a file. */
export const openShop = (
  options: StripeStandInOptions = {},
  env: Readonly<Record<string, string>> = {},
): { readonly shop: Shop } => {
  const opening: { shop?: Shop } = {};
  beforeAll(async () => {
    opening.shop = await Shop.open(options, env);
  }, 120_000);
  afterAll(() => opening.shop?.close());
  return {
    get shop() {
      if (!opening.shop) throw new Error('the shop opens in beforeAll');
      return opening.shop;
    },
  };
};

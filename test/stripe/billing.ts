import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import webhook from '../../api/credits-webhook.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import {
  type StripeStandIn,
  type StripeStandInOptions,
  startStripeStandIn,
} from '../../scripts/stripe/stand-in/stand-in.js';
import { TestApi } from '../support/app.js';
import { closed } from '../support/closed.js';
import { listenForWebhooks } from '../support/webhook-endpoint.js';
import { Payer } from './payer.js';

export const SECRET = 'whsec_billing';

/** When a test begins: half of January is left, to the second. */
const FIRST_DAY = '2026-01-16T12:00:00Z';

/** The plans of the specs: base is free, the others cost 29 € and 99 € a month. */
const priced = (document: RegistryDocument): RegistryDocument => ({
  ...document,
  plans: [
    { planId: 'base', name: 'Base', monthlyGrant: 100, softCap: 300 },
    { planId: 'intelligence', name: 'Intelligence', monthlyGrant: 400, softCap: 1200 },
    { planId: 'professional', name: 'Professional', monthlyGrant: 1000, softCap: 3000 },
  ].map((plan) => ({ ...plan, features: [], selfService: plan.planId === 'base', ...cost(plan) })),
});

const cost = ({ planId }: { readonly planId: string }) => {
  if (planId === 'base') return {};
  return { price: { amountMinor: planId === 'intelligence' ? 2900 : 9900, currency: 'eur' } };
};

/** The application and a stand-in of Stripe on one clock: what Stripe tells goes to the real handler, by HTTP. */
export class Billing {
  readonly #options: StripeStandInOptions;
  #time = FIRST_DAY;
  #clients = 0;
  #parts: { readonly api: TestApi; readonly standIn: StripeStandIn } | undefined;
  #endings: (() => Promise<unknown>)[] = [];
  /** What Stripe is answered instead, where the handler is not to be reached. */
  down = false;

  constructor(options: StripeStandInOptions = {}) {
    this.#options = options;
  }

  async open(first: TestApi, clients: number): Promise<void> {
    const standIn = await startStripeStandIn({
      now: () => new Date(this.#time),
      webhook: { url: await this.#listen(), secret: SECRET },
      random: () => 0.5,
      ...this.#options,
    });
    const api = await first.otherwise({
      STRIPE_SECRET_KEY: standIn.secretKey,
      STRIPE_WEBHOOK_SECRET: SECRET,
      STRIPE_API_URL: standIn.url,
    });
    this.#endings.push(() => standIn.close());
    this.#parts = { api, standIn };
    this.#clients = clients;
    this.at(FIRST_DAY);
  }

  async close(): Promise<void> {
    for (const end of this.#endings.splice(0).reverse()) await end();
  }

  get api(): TestApi {
    return this.#open().api;
  }

  /** Another process of the same application: it remembers nothing of Stripe. */
  async another(): Promise<TestApi> {
    const another = await this.api.otherwise({});
    another.at(this.#time);
    return another;
  }

  get standIn(): StripeStandIn {
    return this.#open().standIn;
  }

  /** A client of Stripe's, as an operator's dashboard. */
  get stripe(): Stripe {
    const { host, port, protocol, secretKey } = this.standIn;
    return new Stripe(secretKey, { host, port, protocol, maxNetworkRetries: 0 });
  }

  /** Puts both clocks there. */
  at(time: string): void {
    this.#time = time;
    this.api.at(time);
  }

  /** Puts both clocks there, and waits until Stripe has told of what fell due. */
  async until(time: string): Promise<void> {
    this.at(time);
    await this.stripe.customers.list({ limit: 1 });
    await this.standIn.settled();
  }

  payer(name = ''): Payer {
    return new Payer(this, `payer_${this.#clients}${name}`);
  }

  /** Goes through with a page of the stand-in's. */
  async payAt(url: string | undefined): Promise<unknown> {
    if (!url) throw new Error('there is no page to pay at');
    const response = await fetch(`${url}/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return response.json();
  }

  /** One of the stand-in's own endpoints. */
  async test(name: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.standIn.url}/_test/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }

  /** Tells the application of something, as Stripe would. */
  async tell(event: object): Promise<unknown> {
    const payload = JSON.stringify(event);
    const signature = this.stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
    const response = await webhook.servedBy(this.api.app)(
      new Request('https://credits.test/api/credits-webhook', {
        method: 'POST',
        headers: { 'stripe-signature': signature },
        body: payload,
      }),
    );
    return response.json();
  }

  /** From now on a payer's payments work, or don't. */
  async pays(payer: Payer, works: boolean): Promise<void> {
    const { id: customer } = await payer.customer();
    await this.test('payment-method', { customer, works });
  }

  #open() {
    if (!this.#parts) throw new Error('it opens before each test');
    return this.#parts;
  }

  async #listen(): Promise<string> {
    const { server, url } = await listenForWebhooks(
      () => this.api.app,
      () => (this.down ? 503 : undefined),
    );
    this.#endings.push(() => closed(server));
    return url;
  }
}

/** For the specs of a file: a stand-in and a payer of its own for each, on one database. */
export const billing = (options: StripeStandInOptions = {}): Billing => {
  const first = new TestApi();
  const stage = new Billing(options);
  let opened = 0;
  beforeAll(async () => {
    await first.open();
    await first.publish(priced);
  }, 120_000);
  beforeEach(async () => {
    opened += 1;
    await stage.open(first, opened);
  });
  afterEach(() => stage.close());
  afterAll(() => first.close());
  return stage;
};

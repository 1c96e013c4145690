import type Stripe from 'stripe';
import { planAnswer } from '../../lib/contract/plan.js';
import { stateAnswer } from '../../lib/contract/state.js';
import { confirmAnswer } from '../../lib/contract/top-up.js';
import type { StripeStandIn } from '../../scripts/stripe/stand-in/stand-in.js';
import type { TestApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

/** Where a payer pays. */
export type Stage = {
  readonly api: TestApi;
  readonly standIn: StripeStandIn;
  readonly stripe: Stripe;
  readonly payAt: (url: string | undefined) => Promise<unknown>;
};

/** A client of one's own, and what is seen of them on both sides. */
export class Payer {
  readonly #stage: Stage;
  readonly clientId: string;
  readonly caller: Caller;

  constructor(stage: Stage, clientId: string, api = stage.api) {
    this.#stage = stage;
    this.clientId = clientId;
    this.caller = api.user(clientId);
  }

  /** The same client, served by another process. */
  at(api: TestApi): Payer {
    return new Payer(this.#stage, this.clientId, api);
  }

  /** Asks for a plan. */
  async plan(planId: string, more: object = {}) {
    const { body, status } = await this.caller.plan({ planId, ...more });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return planAnswer.parse(body);
  }

  /** Asks for a plan, pays on the page that opens, and lets Stripe tell of it. */
  async subscribe(planId: string): Promise<void> {
    const { checkoutUrl } = await this.plan(planId);
    await this.#stage.payAt(checkoutUrl);
    await this.#stage.standIn.settled();
  }

  async confirm(sessionId: string) {
    const { body, status } = await this.caller.confirm(sessionId);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return confirmAnswer.parse(body);
  }

  async state() {
    return stateAnswer.parse((await this.caller.state('?tail=200')).body);
  }

  /** The plan in force, and the credits that are granted. */
  async standing(): Promise<readonly [string, number]> {
    const { granted, plan } = await this.state();
    return [plan.planId, granted];
  }

  /** The plan entries, oldest first: `from to credits`. */
  async moves(): Promise<readonly string[]> {
    const { ledgerTail } = await this.state();
    return ledgerTail
      .filter(({ kind }) => kind === 'plan')
      .map(({ creditsDelta, from, to }) => `${from} ${to} ${creditsDelta}`)
      .reverse();
  }

  async customer(): Promise<Stripe.Customer> {
    const { data } = await this.#stage.stripe.customers.list({ limit: 100 });
    const own = data.filter(({ metadata }) => metadata['cz_client'] === this.clientId);
    if (own.length !== 1 || !own[0]) throw new Error(`${own.length} customers`);
    return own[0];
  }

  /** All there ever were, oldest first. */
  async subscriptions(): Promise<readonly Stripe.Subscription[]> {
    const { id: customer } = await this.customer();
    const { data } = await this.#stage.stripe.subscriptions.list({ customer, status: 'all' });
    return data.reverse();
  }

  async subscription(): Promise<Stripe.Subscription> {
    const [first, ...others] = await this.subscriptions();
    if (!first || others.length > 0) throw new Error('not one subscription');
    return first;
  }

  async sessions(): Promise<readonly Stripe.Checkout.Session[]> {
    const { id: customer } = await this.customer();
    return (await this.#stage.stripe.checkout.sessions.list({ customer, limit: 100 })).data;
  }

  async invoices(): Promise<readonly string[]> {
    const { id: customer } = await this.customer();
    const { data } = await this.#stage.stripe.invoices.list({ customer, limit: 100 });
    return data.map(({ status, total }) => `${status} ${total}`).reverse();
  }
}

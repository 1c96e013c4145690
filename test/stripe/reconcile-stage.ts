import type Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { App } from '../../lib/compose.js';
import {
  type Reconciled,
  type Reconciling,
  reconcile,
  settleDifferences,
} from '../../lib/credits/reconcile.js';
import type { Payments } from '../../lib/payments/payments.js';
import { openStripe } from '../../lib/stripe/client.js';
import { credits } from '../../lib/wallet/credits.js';
import { clientId, idempotencyKey, packId, traceId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { type StripeStandIn, startStripeStandIn } from '../../scripts/stripe/stand-in/stand-in.js';
import { TestApi } from '../support/app.js';
import { closed } from '../support/closed.js';
import { listenForWebhooks } from '../support/webhook-endpoint.js';

const SECRET = 'whsec_spec';
const TRACE = traceId('4bf92f3577b34da6a3ce929d0e0e4736');

export const NOVEMBER = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

const opened = z.object({ sessionId: z.string(), checkoutUrl: z.url() });

/** The application on a ledger and a Stripe of its own, whose messages reach nobody unless a test says so. */
export class ReconcileStage {
  readonly #clock: { now: string };
  #api: TestApi;
  /** Signs what Stripe sends, and seals what is ordered. */
  #secret = SECRET;
  /** Where Stripe's messages go, once somebody hears them. */
  #endpoint: string | undefined;
  readonly standIn: StripeStandIn;

  private constructor(api: TestApi, standIn: StripeStandIn, clock: { now: string }) {
    this.#api = api;
    this.standIn = standIn;
    this.#clock = clock;
  }

  /** On the 15th of November, closed after the test. */
  static async start(): Promise<ReconcileStage> {
    const clock = { now: '' };
    const standIn = await startStripeStandIn({ now: () => new Date(clock.now) });
    const api = new TestApi({
      STRIPE_SECRET_KEY: standIn.secretKey,
      STRIPE_WEBHOOK_SECRET: SECRET,
      STRIPE_API_URL: standIn.url,
    });
    const stage = new ReconcileStage(await api.open(), standIn, clock);
    onTestFinished(() => standIn.close());
    onTestFinished(() => api.close());
    stage.at('2026-11-15T12:00:00Z');
    return stage;
  }

  get api(): TestApi {
    return this.#api;
  }

  get app(): App {
    return this.api.app;
  }

  /** The time of the wallets and of Stripe's objects. */
  at(time: string): void {
    this.#clock.now = time;
    this.api.at(time);
  }

  /** Lets Stripe's messages arrive from now on. */
  async hear(): Promise<void> {
    const { server, url } = await listenForWebhooks(() => this.app);
    onTestFinished(() => closed(server));
    this.#endpoint = url;
    this.standIn.setWebhook({ url, secret: this.#secret });
  }

  /** Takes another signing secret, and leaves the former one out of the list. */
  async rotate(): Promise<void> {
    this.#secret = `${this.#secret}_next`;
    this.#api = await this.#api.otherwise({ STRIPE_WEBHOOK_SECRET: this.#secret });
    this.#api.at(this.#clock.now);
    if (this.#endpoint !== undefined) {
      this.standIn.setWebhook({ url: this.#endpoint, secret: this.#secret });
    }
  }

  /** Opens a checkout of 500 credits for 27.00 €. */
  async order(client: string): Promise<string> {
    const { body } = await this.api.user(client).checkout({ packId: 'pack_500' });
    return opened.parse(body).sessionId;
  }

  async pay(client: string): Promise<string> {
    const sessionId = await this.order(client);
    await this.post(`/pay/${sessionId}/pay`, {});
    return sessionId;
  }

  async payAndConfirm(client: string): Promise<string> {
    const sessionId = await this.pay(client);
    await this.api.user(client).confirm(sessionId);
    return sessionId;
  }

  /** On the same account, and no business of this service. */
  async sellSomethingElse(): Promise<void> {
    const mug = { currency: 'eur', unit_amount: 100, product_data: { name: 'a mug' } };
    const { id } = await this.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://shop.test/thanks',
      line_items: [{ quantity: 1, price_data: mug }],
    });
    await this.post(`/pay/${id}/pay`, {});
  }

  /** What time or people do at Stripe. */
  async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.standIn.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Gives all of the money back that is left. Answers with the refund's id. */
  async refund(sessionId: string): Promise<string> {
    const refund = await this.post('/_test/refund', { sessionId });
    return z.object({ id: z.string() }).parse(refund).id;
  }

  /** Stripe, as whoever has access to the account. */
  get stripe(): Stripe {
    return openStripe({ secretKey: this.standIn.secretKey, apiUrl: this.standIn.url });
  }

  /** Edits a session's metadata by hand. */
  async edit(sessionId: string, metadata: Readonly<Record<string, string>>): Promise<void> {
    await this.stripe.checkout.sessions.update(sessionId, { metadata });
  }

  /** Writes to the ledger what no payment led to. */
  topUp(client: string, sessionId: string, amount = 500) {
    const walletId = { tenantId: this.app.tenantId, clientId: clientId(client) };
    const command = {
      type: 'TopUp',
      key: idempotencyKey(sessionId),
      at: this.app.now(),
      actor: { kind: 'stripe' },
      packId: packId('pack_500'),
      credits: credits(amount),
      paid: { amountMinor: 2700, currency: 'eur' },
    } as const;
    return this.app.submit({ walletId, command, traceId: TRACE });
  }

  async payments(): Promise<Payments> {
    const payments = await this.app.payments?.();
    if (!payments) throw new Error('there is nothing to pay with');
    return payments;
  }

  async reconciling({ from, to } = NOVEMBER): Promise<Reconciling> {
    const { app } = this;
    const period = { from: instant(from), to: instant(to) };
    const payments = await this.payments();
    return { app, ledger: app.ledger, payments, period, traceId: TRACE };
  }

  async reconcile(period = NOVEMBER): Promise<Reconciled> {
    return reconcile(await this.reconciling(period));
  }

  /** Settles what can be settled, and compares again. */
  async repair(): Promise<Reconciled> {
    const reconciling = await this.reconciling();
    const { differences } = await reconcile(reconciling);
    for await (const _ of settleDifferences(reconciling, differences));
    return reconcile(reconciling);
  }

  /** What was bought and is left. */
  async purchased(client: string): Promise<number> {
    const { body } = await this.api.user(client).state('?tail=0');
    return z.object({ purchased: z.int() }).parse(body).purchased;
  }

  /** How many entries the ledger has. */
  async entries(): Promise<number> {
    let entries = 0;
    for await (const _ of this.app.ledger.scan(this.app.tenantId)) entries += 1;
    return entries;
  }
}

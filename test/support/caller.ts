import { z } from 'zod';
import registry from '../../api/action-registry-admin.js';
import checkout from '../../api/credits-checkout.js';
import debit from '../../api/credits-debit.js';
import matrix from '../../api/credits-matrix.js';
import metrics from '../../api/credits-metrics.js';
import plan from '../../api/credits-plan.js';
import state from '../../api/credits-state.js';
import sync from '../../api/credits-sync.js';
import confirm from '../../api/credits-topup-confirm.js';
import webhook from '../../api/credits-webhook.js';
import health from '../../api/health.js';
import v1 from '../../api/v1.js';
import type { App, Endpoint } from '../../lib/compose.js';
import { adjustmentAnswer } from '../../lib/contract/adjustment.js';
import { auditAnswer } from '../../lib/contract/audit.js';
import { debitAnswer, debitResults, demoAnswer } from '../../lib/contract/debit.js';
import { entriesAnswer } from '../../lib/contract/entries.js';
import { healthAnswer } from '../../lib/contract/health.js';
import { matrixAnswer } from '../../lib/contract/matrix.js';
import { metricsAnswer } from '../../lib/contract/metrics.js';
import { planAnswer } from '../../lib/contract/plan.js';
import { historyAnswer, publishPreview, registryAnswer } from '../../lib/contract/registry.js';
import { stateAnswer } from '../../lib/contract/state.js';
import { ownStatementAnswer, statementAnswer } from '../../lib/contract/statement.js';
import { syncAnswer } from '../../lib/contract/sync.js';
import { checkoutAnswer, confirmAnswer, webhookAnswer } from '../../lib/contract/top-up.js';
import { webhookEventsAnswer } from '../../lib/contract/webhook-events.js';
import { type Reply, replyTo } from './reply.js';

/** Every endpoint there is, with what it may answer. */
export const ENDPOINTS = {
  'action-registry-admin': {
    handler: registry,
    answer: z.union([registryAnswer, historyAnswer, publishPreview]),
  },
  'credits-checkout': { handler: checkout, answer: checkoutAnswer },
  'credits-debit': { handler: debit, answer: z.union([debitAnswer, debitResults, demoAnswer]) },
  'credits-matrix': { handler: matrix, answer: matrixAnswer },
  'credits-metrics': { handler: metrics, answer: metricsAnswer },
  'credits-plan': { handler: plan, answer: planAnswer },
  'credits-state': { handler: state, answer: stateAnswer },
  'credits-sync': { handler: sync, answer: syncAnswer },
  'credits-topup-confirm': { handler: confirm, answer: confirmAnswer },
  'credits-webhook': { handler: webhook, answer: webhookAnswer },
  health: { handler: health, answer: healthAnswer },
} as const;

export type EndpointName = keyof typeof ENDPOINTS;

/** What the paths of `/v1` may answer: the first schema that a path fits. */
const V1_ANSWERS: readonly (readonly [path: RegExp, answer: z.ZodType])[] = [
  [/^\/v1\/admin\/wallets\/[^/]+\/adjustments$/, adjustmentAnswer],
  [/^\/v1\/admin\/audit$/, auditAnswer],
  [/^\/v1\/admin\/entries$/, entriesAnswer],
  [/^\/v1\/admin\/webhook-events$/, webhookEventsAnswer],
  [/^\/v1\/admin\/statements\/[^/]+$/, statementAnswer],
  [/^\/v1\/billing\/statements\/[^/]+$/, ownStatementAnswer],
];

export type Credentials = () => Promise<Readonly<Record<string, string>>>;

/** Somebody with credentials, or with none, who calls the handlers of `api/`. */
export class Caller {
  readonly #app: () => App;
  readonly #credentials: Credentials;

  constructor(app: () => App, credentials: Credentials) {
    this.#app = app;
    this.#credentials = credentials;
  }

  /** One call. A body that is neither text nor a stream is sent as JSON. */
  async send(
    endpoint: EndpointName,
    { headers, query = '', ...init }: Omit<RequestInit, 'headers'> & Sent,
  ): Promise<Reply> {
    const { answer, handler } = ENDPOINTS[endpoint];
    const response = await this.#ask(handler, `/api/${endpoint}${query}`, { headers, ...init });
    return replyTo(response, answer);
  }

  /** One call below `/v1`. */
  async v1(
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & Sent = {},
  ): Promise<Reply> {
    const response = await this.#ask(v1, path, { headers, ...init });
    const [, answer] = V1_ANSWERS.find(([fits]) => fits.test(path.replace(/\?.*/, ''))) ?? [];
    return replyTo(response, answer ?? z.never());
  }

  async #ask(
    handler: Endpoint,
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { readonly headers: Sent['headers'] },
  ): Promise<Response> {
    const request = new Request(`https://credits.test${path}`, {
      ...init,
      headers: { ...(await this.#credentials()), ...headers },
    });
    return handler.servedBy(this.#app())(request);
  }

  adjust(clientId: string, body: unknown, headers: Sent['headers'] = {}): Promise<Reply> {
    const path = `/v1/admin/wallets/${clientId}/adjustments`;
    return this.v1(path, { method: 'POST', body: JSON.stringify(body), headers });
  }

  debit(body: unknown, headers: Sent['headers'] = {}): Promise<Reply> {
    return this.send('credits-debit', { method: 'POST', body: JSON.stringify(body), headers });
  }

  plan(body: unknown, headers: Sent['headers'] = {}): Promise<Reply> {
    return this.send('credits-plan', { method: 'POST', body: JSON.stringify(body), headers });
  }

  checkout(body: unknown, headers: Sent['headers'] = {}): Promise<Reply> {
    return this.send('credits-checkout', { method: 'POST', body: JSON.stringify(body), headers });
  }

  confirm(sessionId: string): Promise<Reply> {
    const body = JSON.stringify({ sessionId });
    return this.send('credits-topup-confirm', { method: 'POST', body });
  }

  state(query = ''): Promise<Reply> {
    return this.send('credits-state', { query });
  }

  matrix(query = '', headers: Sent['headers'] = {}): Promise<Reply> {
    return this.send('credits-matrix', { query, headers });
  }

  metrics(query = ''): Promise<Reply> {
    return this.send('credits-metrics', { query });
  }

  registry(query = ''): Promise<Reply> {
    return this.send('action-registry-admin', { query });
  }

  publish(body: unknown, query = ''): Promise<Reply> {
    const init = { method: 'POST', body: JSON.stringify(body), query };
    return this.send('action-registry-admin', init);
  }

  sync(method = 'POST'): Promise<Reply> {
    return this.send('credits-sync', { method });
  }

  health(): Promise<Reply> {
    return this.send('health', {});
  }
}

type Sent = {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly query?: string;
};

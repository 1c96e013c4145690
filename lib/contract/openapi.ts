import { z } from 'zod';
import { registryDocument } from '../registry/document.js';
import { adjustmentAnswer, adjustmentRequest } from './adjustment.js';
import { auditAnswer, auditQuery } from './audit.js';
import { clientId, entry, nextPlan, subscriptionView } from './common.js';
import { debitAnswer, debitItem, debitResults, demoAnswer } from './debit.js';
import { entriesAnswer, entriesQuery } from './entries.js';
import { healthAnswer } from './health.js';
import { matrixAnswer, matrixQuery } from './matrix.js';
import { metricsAnswer, metricsQuery } from './metrics.js';
import { planAnswer, planRequest, planView } from './plan.js';
import { problem } from './problem.js';
import {
  historyAnswer,
  publishPreview,
  publishQuery,
  publishRequest,
  registryAnswer,
  registryQuery,
} from './registry.js';
import { stateAnswer, stateQuery } from './state.js';
import {
  ownStatementAnswer,
  ownStatementQuery,
  statementAnswer,
  statementLines,
  statementQuery,
} from './statement.js';
import { backlog, syncAnswer } from './sync.js';
import {
  checkoutAnswer,
  checkoutRequest,
  confirmAnswer,
  confirmRequest,
  webhookAnswer,
} from './top-up.js';
import { webhookEventsAnswer, webhookEventsQuery } from './webhook-events.js';

const whose = { clientId: clientId.optional().describe('For a service or an operator.') };

/** What is checked in two steps, the list and then each item, as one schema for readers. */
const debitRequest = z.union([
  ...debitItem.options.map((option) => option.safeExtend(whose)),
  z.strictObject({ ...whose, debits: z.array(debitItem).min(1).max(100) }),
]);

const SCHEMAS = {
  Entry: entry,
  Plan: planView,
  Subscription: subscriptionView,
  NextPlan: nextPlan,
  Problem: problem,
  DebitItem: debitItem,
  DebitRequest: debitRequest,
  Debit: debitAnswer,
  DebitResults: debitResults,
  Demo: demoAnswer,
  PlanRequest: planRequest,
  PlanChange: planAnswer,
  State: stateAnswer,
  Matrix: matrixAnswer,
  Health: healthAnswer,
  Sync: syncAnswer,
  Backlog: backlog,
  CheckoutRequest: checkoutRequest,
  Checkout: checkoutAnswer,
  ConfirmRequest: confirmRequest,
  Confirmation: confirmAnswer,
  Webhook: webhookAnswer,
  Metrics: metricsAnswer,
  RegistryDocument: registryDocument,
  Registry: registryAnswer,
  RegistryHistory: historyAnswer,
  RegistryPreview: publishPreview,
  PublishRequest: publishRequest,
  AdjustmentRequest: adjustmentRequest.omit({ clientId: true }),
  Adjustment: adjustmentAnswer,
  FoundEntries: entriesAnswer,
  WebhookEvents: webhookEventsAnswer,
  Audit: auditAnswer,
  StatementLines: statementLines,
  Statement: statementAnswer,
  OwnStatement: ownStatementAnswer,
};

type SchemaName = keyof typeof SCHEMAS;

const refTo = (name: string): string => `#/components/schemas/${name}`;

const json = (...names: readonly SchemaName[]) => {
  const refs = names.map((name) => ({ $ref: refTo(name) }));
  const schema = refs.length === 1 ? refs[0] : { oneOf: refs };
  return { content: { 'application/json': { schema } } };
};

const answers = (description: string, ...names: readonly SchemaName[]) => ({
  200: { description, ...json(...names) },
  default: {
    description: 'An error: `code` says which, `detail` what to do.',
    content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
  },
});

const callers = { user: { session: [] }, service: { service: [] }, admin: { admin: [] } };

const queryOf = (schema: z.ZodObject) => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
};

const inPath = (name: string, schema: z.ZodType) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { name, in: 'path', required: true, schema: rest };
};

const idempotencyKeyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Takes the place of `idempotencyKey` in the body.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
};

const inJson = answers('Groups in the order of their keys, and the sum of all.', 'Metrics');
const asText = { schema: { type: 'string' } };
const metricsAnswers = {
  ...inJson,
  200: {
    ...inJson[200],
    content: {
      ...inJson[200].content,
      'text/csv': asText,
      'application/openmetrics-text': asText,
    },
  },
};

const syncNow = {
  summary: 'Carry to Odoo the entries that it lacks, where it mirrors the ledger',
  security: [{ cron: [] }, callers.admin, callers.user],
  responses: answers('What came to Odoo, and what it still lacks.', 'Sync'),
};

const paths = {
  '/api/credits-matrix': {
    get: {
      summary: 'Plans, packs, and what each action costs in credits',
      security: [],
      parameters: queryOf(matrixQuery),
      responses: answers('The registry in force, as far as it is public.', 'Matrix'),
    },
  },
  '/api/credits-state': {
    get: {
      summary: 'A wallet as it stands, and its last entries',
      security: Object.values(callers),
      parameters: queryOf(stateQuery),
      responses: answers('The wallet; a grant that is due is in it already.', 'State'),
    },
  },
  '/api/credits-debit': {
    post: {
      summary: 'Debit, hold, capture, release or reverse; one, or up to a hundred',
      security: [...Object.values(callers), {}],
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('DebitRequest') },
      responses: answers(
        'The entry, or one result for each item.',
        'Debit',
        'DebitResults',
        'Demo',
      ),
    },
  },
  '/api/credits-plan': {
    post: {
      summary: 'Change the plan',
      security: Object.values(callers),
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('PlanRequest') },
      responses: answers('The plan that is in force now, and what the change did.', 'PlanChange'),
    },
  },
  '/api/credits-checkout': {
    post: {
      summary: 'Order a pack: opens a Stripe Checkout session',
      security: [callers.user],
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('CheckoutRequest') },
      responses: answers('Where to pay. Repeated with its key, the same session.', 'Checkout'),
    },
  },
  '/api/credits-topup-confirm': {
    post: {
      summary: 'Credit a pack that was paid, on the way back from Stripe',
      security: [callers.user],
      requestBody: { required: true, ...json('ConfirmRequest') },
      responses: answers(
        'What became of the payment. Credited once, with the webhook or without.',
        'Confirmation',
      ),
    },
  },
  '/api/credits-webhook': {
    post: {
      summary: 'Events from Stripe, signed in the header Stripe-Signature',
      security: [],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object' } } },
      },
      responses: answers('The ledger has what follows from the event.', 'Webhook'),
    },
  },
  '/api/credits-metrics': {
    get: {
      summary: 'What was charged, what it cost and what it earned, for operators who may read',
      security: [callers.admin, callers.user],
      parameters: queryOf(metricsQuery),
      responses: metricsAnswers,
    },
  },
  '/api/credits-sync': { get: syncNow, post: syncNow },
  '/api/action-registry-admin': {
    get: {
      summary:
        'The registry with all that it says, an older version, or its history; for operators',
      security: [callers.admin, callers.user],
      parameters: queryOf(registryQuery),
      responses: answers(
        'The last version, or the one that was asked for; or versions, newest first.',
        'Registry',
        'RegistryHistory',
      ),
    },
    post: {
      summary:
        'Publish the next version of the registry, or see what it would change; for operators',
      security: [callers.admin, callers.user],
      parameters: queryOf(publishQuery),
      requestBody: { required: true, ...json('PublishRequest') },
      responses: {
        201: { description: 'The version that is in force now.', ...json('Registry') },
        ...answers('Of a dry run: what would change. Nothing is published.', 'RegistryPreview'),
      },
    },
  },
  '/v1/admin/wallets/{clientId}/adjustments': {
    post: {
      summary: "Correct a wallet's purchased credits, for operators",
      security: [callers.admin, callers.user],
      parameters: [inPath('clientId', clientId), idempotencyKeyHeader],
      requestBody: { required: true, ...json('AdjustmentRequest') },
      responses: answers('The entry; repeated with its key, the same one.', 'Adjustment'),
    },
  },
  '/v1/admin/entries': {
    get: {
      summary: 'Find entries of all wallets by trace id, key, Stripe id or client, for operators',
      security: [callers.admin, callers.user],
      parameters: queryOf(entriesQuery),
      responses: answers('A page of them, the newest first.', 'FoundEntries'),
    },
  },
  '/v1/admin/webhook-events': {
    get: {
      summary: 'Events that Stripe sent, and what became of them, for operators',
      security: [callers.admin, callers.user],
      parameters: queryOf(webhookEventsQuery),
      responses: answers('A page of them, the newest first.', 'WebhookEvents'),
    },
  },
  '/v1/admin/audit': {
    get: {
      summary: 'What operators did, or were kept from doing, for operators',
      security: [callers.admin, callers.user],
      parameters: queryOf(auditQuery),
      responses: answers('A page of it, the newest first.', 'Audit'),
    },
  },
  '/v1/admin/statements/{month}': {
    get: {
      summary: 'The month of all wallets, or of one, for finance; as JSON or CSV',
      security: [callers.admin, callers.user],
      parameters: [
        inPath('month', statementQuery.shape.month),
        ...queryOf(statementQuery.omit({ month: true })),
      ],
      responses: answers('Whole, or the error too_much, which says what to run.', 'Statement'),
    },
  },
  '/v1/billing/statements/{month}': {
    get: {
      summary: "A client's month: why each credit came and went",
      security: Object.values(callers),
      parameters: [
        inPath('month', ownStatementQuery.shape.month),
        ...queryOf(ownStatementQuery.omit({ month: true })),
      ],
      responses: answers('The sums of the month, and a page of its entries.', 'OwnStatement'),
    },
  },
  '/api/health': {
    get: {
      summary: 'Whether the ledger answers; operators also see what the mirror lacks',
      security: [{}, callers.user, callers.admin],
      responses: answers('What was checked.', 'Health'),
    },
  },
};

const secret = (name: string) => ({ type: 'apiKey', in: 'header', name });

/** The API as an OpenAPI 3.1 document, made of the very schemas that requests are checked with. */
export const openApi = (version: string) => {
  const components = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) components.add(schema, { id });
  const { schemas } = z.toJSONSchema(components, { io: 'input', uri: refTo });
  return {
    openapi: '3.1.0',
    info: { title: 'Credits', version },
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([id, { $id, $schema, ...schema }]) => [id, schema]),
      ),
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        service: secret('x-service-secret'),
        admin: secret('x-cz-registry-admin'),
        cron: { type: 'http', scheme: 'bearer', description: 'CRON_SECRET' },
      },
    },
  };
};

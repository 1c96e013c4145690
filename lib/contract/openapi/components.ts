import { z } from 'zod';
import { registryDocument } from '../../registry/document.js';
import { adjustmentAnswer, adjustmentRequest } from '../adjustment.js';
import { auditAnswer } from '../audit.js';
import { clientId, entry, nextPlan, subscriptionView } from '../common.js';
import { debitAnswer, debitItem, debitResults, demoAnswer } from '../debit.js';
import { entriesAnswer } from '../entries.js';
import { healthAnswer } from '../health.js';
import { matrixAnswer } from '../matrix.js';
import { metricsAnswer } from '../metrics.js';
import { planAnswer, planRequest, planView } from '../plan.js';
import { problem } from '../problem.js';
import { historyAnswer, publishPreview, publishRequest, registryAnswer } from '../registry.js';
import { stateAnswer } from '../state.js';
import { ownStatementAnswer, statementAnswer, statementLines } from '../statement.js';
import { backlog, syncAnswer } from '../sync.js';
import {
  checkoutAnswer,
  checkoutRequest,
  confirmAnswer,
  confirmRequest,
  webhookAnswer,
} from '../top-up.js';
import { webhookEventsAnswer } from '../webhook-events.js';
import { ANSWERS } from './examples-of-answers.js';
import { REQUESTS } from './examples-of-requests.js';

const whose = { clientId: clientId.optional().describe('For a service or an operator.') };

/** What is checked in two steps, the list and then each item, as one schema for readers. */
const debitRequest = z.union([
  ...debitItem.options.map((option) => option.safeExtend(whose)),
  z.strictObject({ ...whose, debits: z.array(debitItem).min(1).max(100) }),
]);

/** What the document has a name for. */
export const SCHEMAS = {
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

export const refTo = (name: string): string => `#/components/schemas/${name}`;

export const json = (...names: readonly SchemaName[]) => {
  const refs = names.map((name) => ({ $ref: refTo(name) }));
  const schema = refs.length === 1 ? refs[0] : { oneOf: refs };
  return { content: { 'application/json': { schema, ...shown(...names) } } };
};

const EXAMPLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...REQUESTS,
  ...ANSWERS,
};

/** The examples of these schemas, under the words that a reader chooses by. */
const shown = (...names: readonly SchemaName[]) => {
  const all = names.flatMap((name) => Object.entries(EXAMPLES[name] ?? {}));
  if (all.length === 0) return {};
  return { examples: Object.fromEntries(all.map(([summary, value]) => [summary, { value }])) };
};

export const answers = (description: string, ...names: readonly SchemaName[]) => ({
  200: { description, ...json(...names) },
  default: {
    description: 'An error: `code` says which, `detail` what to do.',
    content: {
      'application/problem+json': { schema: { $ref: refTo('Problem') }, ...shown('Problem') },
    },
  },
});

export const callers = { user: { session: [] }, service: { service: [] }, admin: { admin: [] } };

export const queryOf = (schema: z.ZodObject) => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    if (typeof schema === 'boolean') return { name, in: 'query', schema };
    const { description, ...rest } = schema;
    return { name, in: 'query', ...(description && { description }), schema: rest };
  });
};

export const inPath = (name: string, schema: z.ZodType) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { name, in: 'path', required: true, schema: rest };
};

export const idempotencyKeyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Takes the place of `idempotencyKey` in the body.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
};

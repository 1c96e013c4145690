import { auditQuery } from '../audit.js';
import { clientId } from '../common.js';
import { entriesQuery } from '../entries.js';
import { metricsQuery } from '../metrics.js';
import { publishQuery, registryQuery } from '../registry.js';
import { statementQuery } from '../statement.js';
import { webhookEventsQuery } from '../webhook-events.js';
import { answers, callers, idempotencyKeyHeader, inPath, json, queryOf } from './components.js';

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

/** What operators call, people and machines. */
export const pathsOfOperators = {
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
  '/api/health': {
    get: {
      summary: 'Whether the ledger answers; operators also see what the mirror lacks',
      security: [{}, callers.user, callers.admin],
      responses: answers('What was checked.', 'Health'),
    },
  },
};

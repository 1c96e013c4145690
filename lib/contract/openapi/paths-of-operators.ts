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
  tags: ['Machines'],
  summary: 'Carry entries to Odoo',
  description:
    'Carries what the mirror lacks, and makes a checkpoint. The scheduler of the platform calls it.',
  security: [{ cron: [] }, callers.admin, callers.user],
  responses: answers('What came to Odoo, and what it still lacks.', 'Sync'),
};

/** What operators call, people and machines. */
export const pathsOfOperators = {
  '/api/credits-metrics': {
    get: {
      operationId: 'readMetrics',
      tags: ['Operators'],
      summary: 'Read usage and margins',
      description:
        'What was charged, what it is estimated to have cost and what it earned, by action, product, client, day or month; as JSON, CSV or OpenMetrics.',
      security: [callers.admin, callers.user],
      parameters: queryOf(metricsQuery),
      responses: metricsAnswers,
    },
  },
  '/api/credits-sync': {
    get: { operationId: 'syncByScheduler', ...syncNow },
    post: { operationId: 'sync', ...syncNow },
  },
  '/api/action-registry-admin': {
    get: {
      operationId: 'readRegistry',
      tags: ['Operators'],
      summary: 'Read the registry',
      description:
        'The document with all plans, actions, packs and costs as it is in force, an older version of it, or its history.',
      security: [callers.admin, callers.user],
      parameters: queryOf(registryQuery),
      responses: answers(
        'The last version, or the one that was asked for; or versions, newest first.',
        'Registry',
        'RegistryHistory',
      ),
    },
    post: {
      operationId: 'publishRegistry',
      tags: ['Operators'],
      summary: 'Publish the registry',
      description:
        'Checked and published as a whole, as the next version; `dryRun` says what would change, and whom it concerns. Other instances use it within 30 seconds.',
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
      operationId: 'adjustWallet',
      tags: ['Operators'],
      summary: 'Adjust a wallet',
      description:
        'Adds to the purchased credits of a client, or takes from them, never below zero. The client sees the reason.',
      security: [callers.admin, callers.user],
      parameters: [inPath('clientId', clientId), idempotencyKeyHeader],
      requestBody: { required: true, ...json('AdjustmentRequest') },
      responses: answers('The entry; repeated with its key, the same one.', 'Adjustment'),
    },
  },
  '/v1/admin/entries': {
    get: {
      operationId: 'findEntries',
      tags: ['Operators'],
      summary: 'Find entries',
      description: 'Over all wallets, by trace id, key, id of Stripe, client, kind or time.',
      security: [callers.admin, callers.user],
      parameters: queryOf(entriesQuery),
      responses: answers('A page of them, the newest first.', 'FoundEntries'),
    },
  },
  '/v1/admin/webhook-events': {
    get: {
      operationId: 'findWebhookEvents',
      tags: ['Operators'],
      summary: 'Read events of Stripe',
      description: 'What Stripe sent, and what became of it.',
      security: [callers.admin, callers.user],
      parameters: queryOf(webhookEventsQuery),
      responses: answers('A page of them, the newest first.', 'WebhookEvents'),
    },
  },
  '/v1/admin/audit': {
    get: {
      operationId: 'readAudit',
      tags: ['Operators'],
      summary: 'Read the audit trail',
      description: 'What operators did, looked at, or were kept from doing.',
      security: [callers.admin, callers.user],
      parameters: queryOf(auditQuery),
      responses: answers('A page of it, the newest first.', 'Audit'),
    },
  },
  '/v1/admin/statements/{month}': {
    get: {
      operationId: 'readStatements',
      tags: ['Operators'],
      summary: 'Read the month-end statement',
      description:
        'Opening, what came, what went and closing, of all wallets or of one, as JSON or CSV. A closed month is the same whenever it is asked for.',
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
      operationId: 'readHealth',
      tags: ['Machines'],
      summary: 'Read health',
      description: 'Whether the ledger answers. Operators also see what the mirror lacks.',
      security: [{}, callers.user, callers.admin],
      responses: answers('What was checked.', 'Health'),
    },
  },
};

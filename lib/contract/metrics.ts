import { z } from 'zod';
import { actionId, PATTERNS } from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';
import { clientId, isOfThisEra, moment, OF_THIS_ERA, productId, wholeNumber } from './common.js';

/** A day stands for its first instant in UTC. */
const dayOrMoment = z.union(
  [
    z.iso
      .date()
      .refine(isOfThisEra, OF_THIS_ERA)
      .transform((day) => instant(`${day}T00:00:00Z`)),
    moment,
  ],
  'is a day, 2026-01-31, or an RFC 3339 time with an offset, of the years 1970 to 9998',
);

const anAction = z
  .string()
  .regex(PATTERNS.catalogId, 'is lower-case letters, digits and _')
  .transform(actionId);

export const metricsQuery = z
  .strictObject({
    from: dayOrMoment
      .optional()
      .describe(
        'The first instant that counts; if absent, the start of the month before `to`, or of this one. Days are UTC.',
      ),
    to: dayOrMoment
      .optional()
      .describe(
        'The first instant that does not count any more; if absent, the end of this month, or of a later `from`’s.',
      ),
    groupBy: z
      .enum(['action', 'product', 'day', 'month', 'client'])
      .optional()
      .describe('`action` if absent. Days and months are UTC.'),
    format: z
      .enum(['json', 'csv', 'openmetrics'])
      .default('json')
      .describe(
        'csv: all groups, whatever their number. openmetrics: for Prometheus, counters, of all time unless it is said otherwise, and gauges; one client at a time.',
      ),
    product: productId.optional(),
    action: anAction.optional(),
    clientId: clientId.optional(),
    orderBy: z
      .enum(['key', 'credits'])
      .optional()
      .describe('Of JSON: `key` if absent; `credits`: the largest first, as many as `limit`.'),
    limit: wholeNumber
      .pipe(z.int().min(1).max(10_000))
      .optional()
      .describe('Of JSON: how many groups at most; 1000 if absent.'),
    after: z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'is a key, as `next` has it')
      .optional()
      .describe(
        'Of JSON by `key`: the key behind which to go on, as `next` of the answer before has it.',
      ),
  })
  .check(({ issues, value }) => {
    const { after, clientId, format, from, groupBy, limit, orderBy, to } = value;
    const complain = (name: string, message: string) =>
      issues.push({ code: 'custom', message, path: [name], input: value });
    if (from && to && to <= from) complain('to', 'is later than from');
    const isPaged = format === 'json';
    if (!isPaged && limit !== undefined) complain('limit', `is no part of the format ${format}`);
    if (!isPaged && orderBy) complain('orderBy', `is no part of the format ${format}`);
    if (orderBy === 'credits' && after !== undefined) {
      complain('after', 'is a place in the order of keys');
    }
    if (!isPaged && after !== undefined) complain('after', `is no part of the format ${format}`);
    if (format === 'openmetrics' && groupBy === 'client' && !clientId) {
      complain('groupBy', 'would be a series for each client: give a clientId, or ask for csv');
    }
  });

const credits = z.number();
const euros = z.number();

const sums = {
  count: z.int().describe('Debits and captures, also those that were reversed.'),
  credits: credits.describe(
    'Debits + captures − reversals. Exact up to 2^53 − 1; CSV is exact beyond.',
  ),
  shortfallCredits: credits.describe('What should have been taken, and was not there.'),
  estimatedCostEur: euros.describe('What the work cost. A reversal does not take it back.'),
  creditValueEur: euros.describe(
    'What `credits` are worth, each at its value when the debit was written.',
  ),
  marginEur: euros.describe('creditValueEur − estimatedCostEur.'),
  marginPercent: z
    .number()
    .nullable()
    .describe(
      'marginEur in percent of creditValueEur, of two digits; null unless that is above 0.',
    ),
};

export const metricsAnswer = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  groupBy: z.enum(['action', 'product', 'day', 'month', 'client']),
  groups: z.array(
    z.object({
      key: z.string().describe('An action, a product, a client, 2026-01-31 or 2026-01.'),
      ...sums,
    }),
  ),
  next: z
    .string()
    .optional()
    .describe(
      'Where there are more groups, by `key`: `after` of the request for the next of them.',
    ),
  totals: z.object(sums).describe('Of all groups, those of other pages too.'),
});

export type MetricsQuery = z.output<typeof metricsQuery>;
export type MetricsAnswer = z.input<typeof metricsAnswer>;

import { z } from 'zod';
import { KINDS } from '../wallet/entry-name.js';
import { month as aMonth } from '../wallet/month.js';
import { clientId, isOfThisEra, OF_THIS_ERA, wholeNumber } from './common.js';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { abort: true, error: 'is a month, such as 2026-11' })
  .refine((text) => isOfThisEra(`${text}-01`), OF_THIS_ERA)
  .transform(aMonth);

export const statementQuery = z.strictObject({
  month,
  clientId: clientId.optional().describe('Of this client alone.'),
  format: z.enum(['json', 'csv']).default('json'),
});

export const ownStatementQuery = z.strictObject({
  month,
  clientId: clientId.optional().describe('For a service or an operator.'),
  after: wholeNumber
    .pipe(z.int().min(0))
    .default(0)
    .describe('Shows the entries behind this number.'),
  limit: wholeNumber.pipe(z.int().min(1).max(500)).default(100),
});

const amount = z.int().min(0);

export const statementLines = z
  .object({
    opening: z.int(),
    granted: amount,
    bought: amount,
    reinstated: amount,
    adjusted: z.int(),
    reversed: amount,
    adopted: z.int(),
    used: amount,
    trimmed: amount,
    clawedBack: amount,
    closing: z.int(),
  })
  .meta({
    id: 'StatementLines',
    description:
      'opening + granted + bought + reinstated + adjusted + reversed + adopted − used − trimmed − clawedBack = closing.',
  });

const buckets = { granted: statementLines, purchased: statementLines, total: statementLines };

const liability = z.object({
  currency: z.string(),
  opening: amount,
  bought: z.int(),
  returned: z.int(),
  used: z.int(),
  closing: amount,
  credits: amount,
});

const sums = {
  ...buckets,
  keptBack: amount.describe('What the cap kept back; in none of the lines.'),
  liability: z
    .array(liability)
    .readonly()
    .describe('In minor units: opening + bought − returned − used = closing, owed for `credits`.'),
  unpaidCredits: amount.describe('Purchased credits that nobody paid for, at the end.'),
  owedCredits: amount.describe('Credits that clients owe, at the end: spent, and clawed back.'),
  entries: amount,
};

const head = {
  tenantId: z.string(),
  month: z.string(),
  clientId: z.string().optional(),
  from: z.iso.datetime(),
  to: z.iso.datetime().describe('Not included.'),
  status: z.enum(['open', 'closed']).describe('Nothing can come into a closed month any more.'),
};

const cash = z
  .object({
    sums: z
      .array(
        z.object({
          currency: z.string(),
          provider: z.object({ paid: z.int(), refunded: z.int(), disputed: z.int(), net: z.int() }),
          ledger: z.object({ bought: z.int(), returned: z.int(), net: z.int() }),
        }),
      )
      .readonly(),
    differences: z
      .array(
        z.object({
          clientId: z.string(),
          sessionId: z.string(),
          currency: z.string(),
          provider: z.object({ paid: z.int(), returned: z.int() }),
          ledger: z.object({ bought: z.int(), returned: z.int() }),
        }),
      )
      .readonly(),
  })
  .nullable()
  .describe('What was booked for packs, beside what was credited; null where nobody can pay.');

export const statementAnswer = z.object({
  ...head,
  clients: z.array(z.object({ clientId: z.string(), ...sums })),
  totals: z.object({ clients: amount, ...sums }),
  cash,
});

export type StatementAnswer = z.input<typeof statementAnswer>;

export const ownStatementAnswer = z.object({
  ...head,
  clientId: z.string(),
  ...buckets,
  keptBack: sums.keptBack,
  entries: z.array(
    z.object({
      seq: z.int(),
      at: z.iso.datetime(),
      kind: z.enum(KINDS),
      what: z.string().describe('What happened, as a sentence for people.'),
      creditsDelta: z.int(),
      keptBack: z.int().min(1).optional(),
      grantedAfter: z.int(),
      purchasedAfter: z.int(),
      balanceAfter: z.int(),
    }),
  ),
  count: amount.describe('How many entries the month has in all.'),
  nextAfter: z.int().nullable().describe('Give it as `after` to see more; null: that was all.'),
});

export type OwnStatementAnswer = z.input<typeof ownStatementAnswer>;

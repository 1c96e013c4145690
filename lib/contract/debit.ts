import { z } from 'zod';
import { credits as someCredits } from '../wallet/credits.js';
import { clientId, entry, idempotencyKey, text } from './common.js';
import { problem } from './problem.js';

const actionId = z.string().min(1).max(100).describe('Any of its spellings.');
const quantity = z.int().min(1).max(1_000_000);
const dryRun = z.boolean().optional().describe('The same answer, and nothing is written.');

const debit = z.strictObject({
  mode: z.literal('debit').default('debit'),
  actionId,
  quantity: quantity.default(1),
  idempotencyKey,
  dryRun,
});

const hold = z.strictObject({
  mode: z.literal('hold'),
  actionId,
  quantity: quantity.default(1),
  idempotencyKey,
  expiresInSeconds: z.int().min(1).max(86_400).default(900),
  dryRun,
});

const capture = z.strictObject({
  mode: z.literal('capture'),
  holdKey: idempotencyKey,
  quantity: quantity.optional().describe("The hold's own, if absent; less only for a service."),
  idempotencyKey,
  dryRun,
});

const release = z.strictObject({
  mode: z.literal('release'),
  holdKey: idempotencyKey,
  idempotencyKey,
  dryRun,
});

const reverse = z.strictObject({
  mode: z.literal('reverse'),
  debitKey: idempotencyKey,
  debitKind: z
    .enum(['debit', 'capture'])
    .optional()
    .describe(
      'Only needed where a debit and a capture have the same key; else the debit is meant.',
    ),
  credits: z
    .int()
    .min(1)
    .transform(someCredits)
    .optional()
    .describe('All that is left, if absent.'),
  reason: text.max(500),
  idempotencyKey,
  dryRun,
});

/** One debit of any mode. */
export const debitItem = z.discriminatedUnion('mode', [debit, hold, capture, release, reverse]);

export type DebitItem = z.output<typeof debitItem>;

/**
 * The body is one item, or up to 100 under `debits`, each of which answers for itself; a service or an operator says
 * at the top whose wallet is meant. So the items are checked one by one, after this.
 */
export const debitRequest = z.looseObject({
  clientId: clientId.optional(),
  debits: z.array(z.unknown()).min(1).max(100).optional(),
});

/** The answer to one accepted item. */
export const debitAnswer = z
  .object({
    status: z.enum(['debited', 'held', 'captured', 'released', 'reversed']),
    entry,
    balance: z.int(),
    available: z.int(),
    enforced: z.boolean(),
    warning: z.literal('insufficient_credits').optional(),
    shortfall: z.int().optional(),
    dryRun: z.literal(true).optional(),
    receipt: z.string().optional().describe('A JWT that proves this charge to a backend.'),
  })
  .meta({ id: 'Debit' });

export type DebitAnswer = z.input<typeof debitAnswer>;

/** The answer to a list: one result for each item, in the order of the items. */
export const debitResults = z.object({
  results: z.array(z.union([debitAnswer.safeExtend({ replayed: z.boolean() }), problem])),
});

/** What a client without credentials gets while nothing is enforced. */
export const demoAnswer = z.object({ status: z.literal('demo'), charged: z.literal(false) });

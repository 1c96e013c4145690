import { z } from 'zod';
import { clientId, entry, idempotencyKey, text } from './common.js';

const MOST = 1_000_000_000;

export const adjustmentRequest = z.strictObject({
  clientId,
  credits: z
    .int()
    .min(-MOST)
    .max(MOST)
    .refine((credits) => credits !== 0, 'is not 0')
    .describe('Signed: what is added to the purchased credits, or taken from them.'),
  reason: text.max(500).describe('Why. The client sees it, too.'),
  idempotencyKey,
  dryRun: z.boolean().optional(),
});

export type AdjustmentRequest = z.output<typeof adjustmentRequest>;

export const adjustmentAnswer = z.object({
  status: z.literal('adjusted'),
  entry,
  balance: z.int(),
  available: z.int(),
  dryRun: z.literal(true).optional(),
});

export type AdjustmentAnswer = z.input<typeof adjustmentAnswer>;

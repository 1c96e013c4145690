import { z } from 'zod';
import { idempotencyKey } from './common.js';

export const checkoutRequest = z.strictObject({
  packId: z.string().min(1).max(64),
  idempotencyKey: idempotencyKey.optional(),
});

export const checkoutAnswer = z.object({ sessionId: z.string(), checkoutUrl: z.url() });

export const confirmRequest = z.strictObject({
  sessionId: z
    .string()
    .regex(/^[\w-]{1,200}$/, 'is the id that the checkout came with, of letters, digits, _ and -'),
});

export const confirmAnswer = z.object({
  status: z.enum(['credited', 'already_credited', 'pending']),
  checkout: z
    .enum(['open', 'unpaid', 'expired'])
    .optional()
    .describe(
      'Why nothing is credited: it waits for the payer, or for the money, or is over without either.',
    ),
  credits: z
    .int()
    .describe('What the pack is worth; of a plan, what its beginning granted, as soon as it did.'),
  balance: z.int(),
});

export type ConfirmAnswer = z.input<typeof confirmAnswer>;

export const webhookAnswer = z.object({
  handled: z.boolean().describe('false: it needs no work, or is none of this service.'),
});

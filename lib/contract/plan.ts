import { z } from 'zod';
import { clientId, idempotencyKey } from './common.js';

export const planRequest = z.strictObject({
  clientId: clientId.optional(),
  planId: z.string().min(1).max(64),
  idempotencyKey: idempotencyKey.optional(),
  dryRun: z.boolean().optional(),
});

export const planView = z
  .object({ planId: z.string(), name: z.string(), features: z.array(z.string()) })
  .meta({ id: 'Plan' });

export type PlanView = z.input<typeof planView>;

export const planAnswer = z.object({
  status: z.enum(['changed', 'unchanged']),
  plan: planView,
  granted: z.int(),
  trimmed: z.int(),
  balance: z.int(),
  dryRun: z.literal(true).optional(),
});

export type PlanAnswer = z.input<typeof planAnswer>;

import { z } from 'zod';
import { SUBSCRIPTION_CHAIN } from '../wallet/ids.js';
import { clientId, idempotencyKey, nextPlan } from './common.js';

/** Each number that somebody took of the chain would be tried, and Stripe asked, whenever it is followed. */
const planKey = idempotencyKey.refine(
  (key) => !key.startsWith(SUBSCRIPTION_CHAIN),
  `begins with ${SUBSCRIPTION_CHAIN}, as the keys of payments do: take another`,
);

export const planRequest = z.strictObject({
  clientId: clientId.optional(),
  planId: z.string().min(1).max(64),
  idempotencyKey: planKey.optional(),
  dryRun: z.boolean().optional(),
});

export const planView = z
  .object({ planId: z.string(), name: z.string(), features: z.array(z.string()) })
  .meta({ id: 'Plan' });

export type PlanView = z.input<typeof planView>;

export const planAnswer = z.object({
  status: z.enum(['changed', 'unchanged', 'payment_required']),
  plan: planView.describe('The one that is in force.'),
  granted: z.int(),
  trimmed: z.int(),
  balance: z.int(),
  next: nextPlan.optional(),
  checkoutUrl: z
    .url()
    .optional()
    .describe('Where the plan that was asked for is paid. It is in force when that is done.'),
  portalUrl: z
    .url()
    .optional()
    .describe('Where the client finds their bills, and changes how they pay. Good for minutes.'),
  dryRun: z.literal(true).optional(),
});

export type PlanAnswer = z.input<typeof planAnswer>;

import { z } from 'zod';
import { clientId, entry, subscriptionView, wholeNumber } from './common.js';
import { planView } from './plan.js';

export const stateQuery = z.strictObject({
  clientId: clientId.optional(),
  tail: wholeNumber.pipe(z.int().min(0).max(200)).default(20),
  before: wholeNumber.pipe(z.int().min(1)).optional(),
});

export const stateAnswer = z.object({
  tenantId: z.string(),
  clientId: z.string(),
  plan: planView,
  subscription: subscriptionView
    .optional()
    .describe('What pays for a plan. Absent where nothing does.'),
  monthlyGrant: z.int(),
  softCap: z.int(),
  balance: z.int(),
  available: z.int(),
  granted: z.int(),
  purchased: z.int(),
  held: z.int(),
  holds: z.array(z.object({ key: z.string(), credits: z.int(), expiresAt: z.iso.datetime() })),
  nextGrant: z.object({ at: z.iso.datetime(), credits: z.int() }),
  enforce: z.boolean(),
  version: z.int().describe('The number of the last entry; 0 before the first.'),
  updatedAt: z.iso.datetime().nullable(),
  ledgerTail: z.array(entry),
});

export type StateAnswer = z.input<typeof stateAnswer>;

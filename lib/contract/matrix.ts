import { z } from 'zod';
import { money, pack, productId } from './common.js';

export const matrixQuery = z.strictObject({ product: productId.optional() });

export const matrixAnswer = z.object({
  tenantId: z.string(),
  registryVersion: z.int(),
  plans: z.array(
    z.object({
      planId: z.string(),
      name: z.string(),
      monthlyGrant: z.int(),
      softCap: z.int(),
      features: z.array(z.string()),
      selfService: z.boolean(),
      price: money.optional(),
    }),
  ),
  actions: z.array(
    z.object({
      actionId: z.string(),
      product: z.string(),
      name: z.string(),
      description: z.string().optional(),
      unit: z.string(),
      creditsPerUnit: z.int(),
    }),
  ),
  packs: z.array(pack),
  topUpAvailable: z.boolean(),
});

export type MatrixAnswer = z.input<typeof matrixAnswer>;

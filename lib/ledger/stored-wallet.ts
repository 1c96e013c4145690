import { z } from 'zod';
import { credits, microEuro } from '../wallet/credits.js';
import { actionId, idempotencyKey, planId, productId, usedKey } from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';
import { month } from '../wallet/month.js';
import type { Wallet } from '../wallet/wallet.js';
import { storedSubscription } from './stored-subscription.js';

const aCredits = z.int().transform(credits);
const anInstant = z.iso.datetime().transform(instant);

const hold = z.strictObject({
  key: z.string().transform(idempotencyKey),
  product: z.string().transform(productId),
  actionId: z.string().transform(actionId),
  quantity: z.int(),
  creditsPerUnit: aCredits,
  credits: aCredits,
  expiresAt: anInstant,
  estimatedCostPerUnit: z.int().transform(microEuro),
  creditValue: z.int().transform(microEuro),
  registryVersion: z.int(),
});

const adopted = z.strictObject({
  rows: z.array(z.int()),
  keys: z.array(z.string().transform(usedKey)),
  months: z.array(z.strictObject({ month: z.string().transform(month), credits: aCredits })),
  overdrawn: aCredits,
});

const schema: z.ZodType<Wallet> = z.strictObject({
  version: z.int().min(1),
  planId: z.string().transform(planId),
  monthlyGrant: aCredits,
  softCap: aCredits,
  granted: aCredits,
  purchased: aCredits,
  grantedMonth: z.string().transform(month),
  grantedForMonth: aCredits,
  holds: z.array(hold),
  subscription: storedSubscription.exactOptional(),
  adopted: adopted.exactOptional(),
  updatedAt: anInstant,
});

/** Reads a stored wallet back. Throws a ZodError that names the member when it is not one. */
export const walletFromState = (state: unknown): Wallet => schema.parse(state);

import { z } from 'zod';
import { planId, subscriptionId } from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';
import type { Subscription } from '../wallet/subscription.js';

const anInstant = z.iso.datetime().transform(instant);
const aPlan = z.string().transform(planId);

/** A subscription as it lies in an event and in a stored wallet. */
export const storedSubscription: z.ZodType<Subscription> = z.strictObject({
  id: z.string().transform(subscriptionId),
  planId: aPlan,
  pastDueSince: anInstant.exactOptional(),
  fallsBackAt: anInstant.exactOptional(),
  fellBackAt: anInstant.exactOptional(),
  next: z.strictObject({ planId: aPlan, at: anInstant }).exactOptional(),
});

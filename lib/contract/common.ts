import { z } from 'zod';
import { KINDS } from '../wallet/entry-name.js';
import * as ids from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';

/** The parts that requests and answers share. What a request calls by an id comes out as that id's own type. */
export const clientId = z
  .string()
  .regex(ids.PATTERNS.clientId, 'is 1 to 128 letters, digits, _ or -')
  .transform(ids.clientId);

export const idempotencyKey = z
  .string()
  .regex(ids.PATTERNS.idempotencyKey, 'is 1 to 200 printable ASCII characters without spaces')
  .transform(ids.idempotencyKey);

export const productId = z
  .string()
  .regex(ids.PATTERNS.catalogId, 'is lower-case letters, digits and _')
  .transform(ids.productId);

export const text = z
  .string()
  .trim()
  .min(1)
  .regex(ids.PATTERNS.text, 'is text without control characters');

/** Digits only: read as JavaScript reads numbers, an empty parameter would be zero. */
export const wholeNumber = z.string().regex(/^\d+$/, 'is a whole number').transform(Number);

/** Of years that every database and calendar here knows, in UTC. */
export const isOfThisEra = (text: string): boolean => {
  const at = Date.parse(text);
  return at >= 0 && at < Date.UTC(9999, 0);
};

export const OF_THIS_ERA = 'is of the years 1970 to 9998';

/** A time of a query, with its offset from UTC. */
export const moment = z.iso
  .datetime({ offset: true, message: 'is a time like 2026-01-31T23:59:00Z' })
  .refine(isOfThisEra, OF_THIS_ERA)
  .transform(instant);

export const limit = wholeNumber.pipe(z.int().min(1).max(200)).default(50);

/** A page of what is found, and where it goes on. */
export const paging = {
  limit,
  after: z.string().min(1).max(300).optional().describe('`next` of the page before.'),
};

const credits = z.int();
const time = z.iso.datetime();

export const money = z.object({ amountMinor: z.int(), currency: z.string() });

export const pack = z.object({
  packId: z.string(),
  name: z.string(),
  credits,
  price: money,
});

export const nextPlan = z
  .object({ planId: z.string(), at: time })
  .meta({ id: 'NextPlan', description: 'What takes over when what is paid for has run out.' });

const subscription = () => ({
  planId: z.string().describe('The plan that was paid for last.'),
  pastDueSince: time.optional(),
  fallsBackAt: time.optional().describe('When the default plan takes over unless it is paid.'),
  next: nextPlan.optional(),
});

/** The subscription that pays for a plan, as a wallet's state shows it. */
export const subscriptionView = z
  .object({ ...subscription(), status: z.enum(['active', 'past_due']) })
  .meta({ id: 'Subscription' });

/** A ledger entry as the API shows it. Members that its kind does not have are absent. */
export const entry = z
  .object({
    eventId: z.string(),
    seq: z.int(),
    kind: z.enum(KINDS),
    name: z.string(),
    tenantId: z.string(),
    clientId: z.string(),
    actor: z.string(),
    product: z.string().optional(),
    actionId: z.string().optional(),
    quantity: z.int().optional(),
    creditsDelta: credits,
    balanceAfter: credits,
    shortfall: credits.optional(),
    estimatedCostEur: z.number().optional().describe('Not shown to users.'),
    idempotencyKey: z.string(),
    traceId: z.string(),
    registryVersion: z.int(),
    createdAt: time,
    ref: z.string().optional().describe('The name of the earlier entry that this one is about.'),
    hash: z.string(),
    creditsPerUnit: credits.optional(),
    fromGranted: credits.optional(),
    fromPurchased: credits.optional(),
    toGranted: credits.optional(),
    toPurchased: credits.optional(),
    enforced: z.boolean().optional(),
    credits: credits.optional(),
    keptBack: credits.optional().describe('What the soft cap kept back.'),
    months: z.array(z.object({ month: z.string(), credits })).optional(),
    month: z.string().optional(),
    monthlyGrant: credits.optional(),
    softCap: credits.optional(),
    planId: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    nominal: credits.optional(),
    trimmed: credits.optional(),
    subscription: z
      .object({
        id: z.string().optional().describe('Not shown to users.'),
        ...subscription(),
        fellBackAt: time.optional().describe('When it was too late to pay.'),
      })
      .nullable()
      .optional()
      .describe('The subscription that pays for the plan from then on; null: it ended.'),
    fellDue: z
      .object({ why: z.enum(['next', 'unpaid']), at: time })
      .optional()
      .describe('Of a plan change that time alone brought.'),
    holdKey: z.string().optional(),
    reserved: credits.optional(),
    expiresAt: time.optional(),
    reason: z.string().optional(),
    packId: z.string().optional(),
    paid: money.optional(),
    returned: money.optional(),
    rows: z
      .array(z.int())
      .optional()
      .describe('The rows of an older ledger that an adoption sums, by their ids there.'),
    sum: credits.optional().describe('What these rows add up to.'),
    overdrawn: credits
      .optional()
      .describe('What all adopted rows together took beyond what there was.'),
  })
  .meta({ id: 'Entry' });

export type EntryView = z.input<typeof entry>;

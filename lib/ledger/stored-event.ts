import { z } from 'zod';
import { credits, microEuro } from '../wallet/credits.js';
import { writtenEntryName } from '../wallet/entry-name.js';
import type { WalletEvent } from '../wallet/event.js';
import { actionId, idempotencyKey, packId, planId, productId, usedKey } from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';
import { month } from '../wallet/month.js';
import { storedSubscription } from './stored-subscription.js';

/** Which shape a stored event has. A shape is never changed in place: another gets another number, and both are read. */
const EVENT_VERSION = 1;

/** An event as it lies in the ledger, with the version of its shape. */
export type StoredEvent = { readonly v: typeof EVENT_VERSION } & Readonly<Record<string, unknown>>;

export const storedEvent = (event: WalletEvent): StoredEvent => ({ v: EVENT_VERSION, ...event });

const aCredits = z.int().transform(credits);
const aMicroEuro = z.int().transform(microEuro);
const anInstant = z.iso.datetime().transform(instant);
const aMonth = z.string().transform(month);
const aPlan = z.string().transform(planId);
const aProduct = z.string().transform(productId);
const anAction = z.string().transform(actionId);
const aKey = z.string().transform(idempotencyKey);
const aName = z.string().transform(writtenEntryName);
const money = z.strictObject({ amountMinor: z.int(), currency: z.string() });

const happened = { v: z.literal(EVENT_VERSION), at: anInstant };
const charge = {
  product: aProduct,
  actionId: anAction,
  quantity: z.int(),
  creditsPerUnit: aCredits,
  fromGranted: aCredits,
  fromPurchased: aCredits,
  shortfall: aCredits,
  enforced: z.boolean(),
  estimatedCost: aMicroEuro,
  creditValue: aMicroEuro,
};
const months = z.array(z.strictObject({ month: aMonth, credits: aCredits }));
const paymentReturned = { payment: aName, credits: aCredits, returned: money };

const schema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('WalletOpened'),
    ...happened,
    planId: aPlan,
    monthlyGrant: aCredits,
    softCap: aCredits,
  }),
  z.strictObject({
    type: z.literal('CreditsGranted'),
    ...happened,
    months,
    monthlyGrant: aCredits,
    softCap: aCredits,
    credits: aCredits,
    keptBack: aCredits,
  }),
  z.strictObject({
    type: z.literal('GrantTrimmed'),
    ...happened,
    month: aMonth,
    softCap: aCredits,
    credits: aCredits,
  }),
  z.strictObject({ type: z.literal('CreditsDebited'), ...happened, ...charge }),
  z.strictObject({
    type: z.literal('HoldPlaced'),
    ...happened,
    key: aKey,
    product: aProduct,
    actionId: anAction,
    quantity: z.int(),
    creditsPerUnit: aCredits,
    credits: aCredits,
    shortfall: aCredits,
    enforced: z.boolean(),
    expiresAt: anInstant,
    estimatedCostPerUnit: aMicroEuro,
    creditValue: aMicroEuro,
    registryVersion: z.int(),
  }),
  z.strictObject({
    type: z.literal('HoldCaptured'),
    ...happened,
    ...charge,
    holdKey: aKey,
    reserved: aCredits,
    registryVersion: z.int(),
  }),
  z.strictObject({
    type: z.literal('HoldReleased'),
    ...happened,
    holdKey: aKey,
    product: aProduct,
    actionId: anAction,
    reserved: aCredits,
  }),
  z.strictObject({
    type: z.literal('DebitReversed'),
    ...happened,
    debit: aName,
    product: aProduct,
    actionId: anAction,
    credits: aCredits,
    toPurchased: aCredits,
    toGranted: aCredits,
    keptBack: aCredits,
    creditValue: aMicroEuro.exactOptional(),
    reason: z.string(),
  }),
  z.strictObject({
    type: z.literal('CreditsToppedUp'),
    ...happened,
    packId: z.string().transform(packId),
    credits: aCredits,
    paid: money,
  }),
  z.strictObject({ type: z.literal('CreditsClawedBack'), ...happened, ...paymentReturned }),
  z.strictObject({ type: z.literal('CreditsReinstated'), ...happened, ...paymentReturned }),
  z.strictObject({
    type: z.literal('PlanChanged'),
    ...happened,
    from: aPlan,
    to: aPlan,
    monthlyGrant: aCredits,
    softCap: aCredits,
    trimmed: aCredits,
    nominal: aCredits,
    credits: aCredits,
    keptBack: aCredits,
    subscription: storedSubscription.nullable().exactOptional(),
    fellDue: z.strictObject({ why: z.enum(['next', 'unpaid']), at: anInstant }).exactOptional(),
  }),
  z.strictObject({
    type: z.literal('BalanceAdjusted'),
    ...happened,
    credits: aCredits,
    reason: z.string(),
  }),
  z.strictObject({
    type: z.literal('RowsAdopted'),
    ...happened,
    rows: z.array(z.int()),
    keys: z.array(z.string().transform(usedKey)),
    sum: aCredits,
    months,
    keptBack: aCredits,
    toGranted: aCredits,
    toPurchased: aCredits,
    overdrawn: aCredits,
    grantedMonth: aMonth,
    grantedForMonth: aCredits,
  }),
]);

/** Reads an event back. An event of an unknown type, version or shape fails, loudly: nothing is skipped in a ledger. */
export const walletEvent = schema.transform(({ v, ...event }): WalletEvent => event);

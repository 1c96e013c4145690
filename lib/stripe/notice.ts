import type Stripe from 'stripe';
import { z } from 'zod';
import type { Notice, Subject } from '../payments/notice.js';
import { type Instant, instant, milliseconds } from '../wallet/instant.js';

const TOLERANCE_SECONDS = 300;

export type Signing = {
  /** Any of them may have signed: two while one is rotated. */
  readonly webhookSecrets: readonly string[];
  readonly live: boolean;
};

const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .nullish();

/** What says where to look, of the object that an event tells of. */
const eventObject = z.object({
  id: z.string().min(1).optional(),
  object: z.string().optional(),
  customer: reference,
  payment_intent: reference,
});

type EventObject = z.output<typeof eventObject>;

/** The last second that is a time of ours, of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** What every event has, whatever it is about. When it was made is for people to see, and refuses nothing. */
const event = z.object({
  id: z.string().min(1),
  type: z.string(),
  created: z.int().min(0).max(LAST_SECOND).optional().catch(undefined),
  livemode: z.boolean().optional(),
  data: z.object({ object: z.unknown().optional() }).optional(),
});

const checkoutOf = ({ id }: EventObject): Subject | undefined =>
  id === undefined ? undefined : { kind: 'checkout', sessionId: id };

const paymentOf = ({ payment_intent: intentId }: EventObject): Subject | undefined =>
  intentId ? { kind: 'payment', intentId } : undefined;

/** Invoices and subscriptions are of a customer, and it is the customer's one subscription that counts. */
const subscriberOf = ({ customer, id, object }: EventObject): Subject | undefined =>
  customer
    ? {
        kind: 'customer',
        customerId: customer,
        ...(object === 'subscription' && id !== undefined && { subscriptionId: id }),
      }
    : undefined;

/** The events that need a look. Each says only where: that is why their order does not matter, nor how often they come. */
const SUBJECTS = new Map<string, (object: EventObject) => Subject | undefined>(
  Object.entries({
    'checkout.session.completed': checkoutOf,
    'checkout.session.async_payment_succeeded': checkoutOf,
    'checkout.session.async_payment_failed': checkoutOf,
    'checkout.session.expired': checkoutOf,
    'charge.refunded': paymentOf,
    'refund.created': paymentOf,
    'refund.updated': paymentOf,
    'refund.failed': paymentOf,
    'charge.dispute.created': paymentOf,
    'charge.dispute.funds_withdrawn': paymentOf,
    'charge.dispute.funds_reinstated': paymentOf,
    'charge.dispute.closed': paymentOf,
    'customer.subscription.created': subscriberOf,
    'customer.subscription.updated': subscriberOf,
    'customer.subscription.deleted': subscriberOf,
    'customer.subscription.paused': subscriberOf,
    'customer.subscription.resumed': subscriberOf,
    'invoice.paid': subscriberOf,
    'invoice.payment_failed': subscriberOf,
  }),
);

/** Every type that is listened for; an endpoint in Stripe needs to be sent no other. */
export const HEARD = [...SUBJECTS.keys()];

/** Reads a webhook's body: proves who signed it and when, and finds out what it is about. */
export const readNotice = async (
  stripe: Stripe,
  { live, webhookSecrets }: Signing,
  message: { readonly body: string; readonly signature: string | null; readonly at: Instant },
): Promise<Notice | { readonly rejected: string }> => {
  if (message.signature === null) return { rejected: 'the header Stripe-Signature is missing' };
  const signed = { ...message, signature: message.signature };
  const proofs = await Promise.all(
    webhookSecrets.map((secret) => isSigned(stripe, signed, secret)),
  );
  if (!proofs.includes(true)) return { rejected: 'the signature is of another secret, or too old' };
  if (isAhead(signed.signature, message.at)) return { rejected: 'it is signed in the future' };
  const parsed = event.safeParse(jsonIn(message.body));
  if (!parsed.success) return { rejected: 'it is no event: let the endpoint send snapshot events' };
  const { created, data, id, livemode = live, type } = parsed.data;
  if (livemode !== live) {
    return { rejected: `it is ${livemode ? 'live' : 'a test'}, and the key in use is not` };
  }
  const object = eventObject.safeParse(data?.object).data;
  const subject = object && SUBJECTS.get(type)?.(object);
  return {
    id,
    type,
    objectId: object?.id ?? '',
    occurredAt: created === undefined ? message.at : instant(created * 1000),
    ...(subject && { subject }),
  };
};

type Signed = { readonly body: string; readonly signature: string; readonly at: Instant };

/** Whatever the body is: an event of another form is told apart from a forged one. */
const isSigned = async (
  { webhooks }: Stripe,
  { at, body, signature }: Signed,
  secret: string,
): Promise<boolean> => {
  const verifier = webhooks.signature;
  if (!verifier) throw new Error('the package can verify no signatures');
  const receivedAt = milliseconds(at);
  return verifier
    .verifyHeaderAsync(body, signature, secret, TOLERANCE_SECONDS, undefined, receivedAt)
    .catch(() => false);
};

const jsonIn = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** The package takes what is too old for too old, and believes any time to come. */
const isAhead = (signature: string, at: Instant): boolean => {
  const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
  return signedAt > milliseconds(at) / 1000 + TOLERANCE_SECONDS;
};

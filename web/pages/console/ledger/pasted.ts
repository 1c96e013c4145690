/** What entries can be looked for by. */
export type SoughtBy = 'traceId' | 'key' | 'stripeId' | 'clientId';

export const SOUGHT_BY: Readonly<Record<SoughtBy, string>> = {
  traceId: 'Trace id',
  clientId: 'Client id',
  key: 'Key or entry name',
  stripeId: 'Stripe id',
};

export const soughtByNamed = (text: string | null): SoughtBy | undefined =>
  text !== null && Object.hasOwn(SOUGHT_BY, text) ? NAMED.find((name) => name === text) : undefined;

const NAMED: readonly SoughtBy[] = ['traceId', 'clientId', 'key', 'stripeId'];

/** What somebody pasted, and what it was taken for. */
export type Pasted = {
  readonly text: string;
  readonly by: SoughtBy;
  /** Why, as the end of a sentence that begins with "taken for". */
  readonly because: string;
  /** What it could be as well. */
  readonly else?: SoughtBy;
};

const NAME = /CZ_SMCR\|[a-z]+\|[\x20-\x7e]+/;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/i;
const TRACE = /^[0-9a-f]{32}$/i;
const STRIPE = /^(cs|pi|ch|py|re|pyr|dp|du|sub|in|cus|evt)_[A-Za-z0-9_]+$/;
const CLIENT = /^[A-Za-z0-9_-]{1,128}$/;
const CLERK_USER = /^user_[A-Za-z0-9]+$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MONTH = /^\d{4}-\d{2}$/;
const OURS = /^(console|ticket|order)-/;

/** Says what a pasted text is by its form alone. Quotes and a header's or member's name before it don't count. */
export const understood = (pasted: string): Pasted => {
  const name = NAME.exec(pasted.trim())?.[0];
  if (name) {
    return { text: name.replace(/["'`,;]+$/, ''), by: 'key', because: 'an entry’s whole name' };
  }
  const text = bare(pasted);
  const trace = TRACEPARENT.exec(text)?.[1];
  if (trace) return { text: trace.toLowerCase(), by: 'traceId', because: 'a traceparent header' };
  if (TRACE.test(text)) {
    return {
      text: text.toLowerCase(),
      by: 'traceId',
      because: 'a trace id: 32 hex digits',
      else: 'key',
    };
  }
  const [, prefix] = STRIPE.exec(text) ?? [];
  if (prefix) {
    return {
      text,
      by: 'stripeId',
      because: `${OF_STRIPE[prefix] ?? 'an id'} of Stripe`,
      else: 'key',
    };
  }
  if (CLERK_USER.test(text)) return { text, by: 'clientId', because: 'a client’s id at Clerk' };
  if (UUID.test(text) || MONTH.test(text) || OURS.test(text)) {
    return { text, by: 'key', because: 'an idempotency key', else: 'clientId' };
  }
  return CLIENT.test(text)
    ? { text, by: 'clientId', because: 'a client id', else: 'key' }
    : { text, by: 'key', because: 'an idempotency key' };
};

/** `"traceId": "4bf9…",` and `x-trace-id: 4bf9…` are the value. */
const bare = (pasted: string): string =>
  pasted
    .trim()
    .replace(/^["'`]?[A-Za-z][\w-]*["'`]?\s*:\s+(?=\S)|^["'`][A-Za-z]\w*["'`]:(?=["'`])/, '')
    .replace(/^["'`]+|["'`,;]+$/g, '');

const OF_STRIPE: Readonly<Record<string, string>> = {
  cs: 'a checkout session',
  pi: 'a payment',
  ch: 'a charge',
  py: 'a payment',
  re: 'a refund',
  pyr: 'a refund',
  dp: 'a dispute',
  du: 'a dispute',
  sub: 'a subscription',
  in: 'an invoice',
  cus: 'a customer',
  evt: 'an event',
};

import type { Brand } from './brand.js';

export type TenantId = Brand<string, 'TenantId'>;
export type ClientId = Brand<string, 'ClientId'>;
export type PlanId = Brand<string, 'PlanId'>;
export type ActionId = Brand<string, 'ActionId'>;
export type PackId = Brand<string, 'PackId'>;
export type ProductId = Brand<string, 'ProductId'>;
/** What a payment provider calls a subscription. */
export type SubscriptionId = Brand<string, 'SubscriptionId'>;
export type TraceId = Brand<string, 'TraceId'>;

/** What a caller names its request by; unique per wallet and kind of entry. */
export type IdempotencyKey = Brand<string, 'IdempotencyKey'>;

/** What is kept of a key that older code used: the first 48 bits of the SHA-256 of its entry's name, as base64url. */
export type UsedKey = Brand<string, 'UsedKey'>;

/** The wallet's key: one client at one tenant. */
export type WalletId = { readonly tenantId: TenantId; readonly clientId: ClientId };

export const PATTERNS = {
  tenantId: /^[a-z0-9][a-z0-9_-]{0,63}$/,
  clientId: /^[A-Za-z0-9_-]{1,128}$/,
  catalogId: /^[a-z][a-z0-9_]{0,63}$/,
  traceId: /^(?!0{32})[0-9a-f]{32}$/,
  subscriptionId: /^[\x21-\x7e]{1,200}$/,
  idempotencyKey: /^[\x21-\x7e]{1,200}$/,
  usedKey: /^[A-Za-z0-9_-]{8}$/,
  /** What somebody wrote. PostgreSQL keeps no NUL and no half of a letter, and XML no other control character either. */
  text: /^(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u,
} as const;

const matching =
  <Id extends string>(pattern: RegExp, what: string) =>
  (value: string): Id => {
    if (!pattern.test(value)) throw new RangeError(`not a ${what}: ${JSON.stringify(value)}`);
    return value as Id;
  };

/** So begin the keys of the entries that follow a subscription, and none that a caller may choose. */
export const SUBSCRIPTION_CHAIN = 'subscription:';

/** Each throws a RangeError for text of another form: what comes from outside is checked at the edge, before. */
export const tenantId = matching<TenantId>(PATTERNS.tenantId, 'tenant id');
export const clientId = matching<ClientId>(PATTERNS.clientId, 'client id');
export const planId = matching<PlanId>(PATTERNS.catalogId, 'plan id');
export const actionId = matching<ActionId>(PATTERNS.catalogId, 'action id');
export const packId = matching<PackId>(PATTERNS.catalogId, 'pack id');
export const productId = matching<ProductId>(PATTERNS.catalogId, 'product id');
export const subscriptionId = matching<SubscriptionId>(PATTERNS.subscriptionId, 'subscription id');
export const traceId = matching<TraceId>(PATTERNS.traceId, 'trace id');
export const idempotencyKey = matching<IdempotencyKey>(PATTERNS.idempotencyKey, 'idempotency key');
export const usedKey = matching<UsedKey>(PATTERNS.usedKey, 'used key');

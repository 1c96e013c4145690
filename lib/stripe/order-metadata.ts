import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Order } from '../payments/order.js';
import { credits } from '../wallet/credits.js';
import { clientId, PATTERNS, packId, tenantId, traceId, type WalletId } from '../wallet/ids.js';

/**
 * What a Checkout session carries of its order, under names of our own. People with access to the account can edit it, so
 * it is sealed: with a secret that only Stripe and this deployment have.
 */
const NAMES = {
  tenant: 'cz_tenant',
  client: 'cz_client',
  pack: 'cz_pack',
  credits: 'cz_credits',
  amount: 'cz_amount',
  currency: 'cz_currency',
  registryVersion: 'cz_registry_version',
  trace: 'cz_trace_id',
  key: 'cz_key',
  seal: 'cz_seal',
} as const;

type Metadata = Readonly<Record<string, string>>;

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const ordered = z.object({
  [NAMES.tenant]: z.string().transform(tenantId),
  [NAMES.client]: z.string().transform(clientId),
  [NAMES.pack]: z.string().transform(packId),
  [NAMES.credits]: wholeNumber.transform(credits),
  [NAMES.amount]: wholeNumber,
  [NAMES.currency]: z.string(),
  [NAMES.registryVersion]: wholeNumber,
  [NAMES.trace]: z.string().transform(traceId),
});

/** Stripe lets nobody edit this one of a session: whose it is. */
export const referenceOf = ({ clientId, tenantId }: WalletId): string => `${tenantId}:${clientId}`;

/** Whose a session is; undefined when it is none of this service's. */
export const walletOf = (reference: string | null): WalletId | undefined => {
  const [tenant = '', client = '', ...rest] = (reference ?? '').split(':');
  const isOurs =
    rest.length === 0 && PATTERNS.tenantId.test(tenant) && PATTERNS.clientId.test(client);
  return isOurs ? { tenantId: tenantId(tenant), clientId: clientId(client) } : undefined;
};

/** The request that a session was opened for: the caller's key, as nobody can read it back. */
export const requestMark = (walletId: WalletId, key: string): string =>
  createHmac('sha256', referenceOf(walletId)).update(key).digest('base64url');

export const metadataOf = (order: Order, mark: string, secret: string): Metadata => {
  const metadata = {
    [NAMES.tenant]: order.walletId.tenantId,
    [NAMES.client]: order.walletId.clientId,
    [NAMES.pack]: order.packId,
    [NAMES.credits]: String(order.credits),
    [NAMES.amount]: String(order.price.amountMinor),
    [NAMES.currency]: order.price.currency,
    [NAMES.registryVersion]: String(order.registryVersion),
    [NAMES.trace]: order.traceId,
    [NAMES.key]: mark,
  };
  return { ...metadata, [NAMES.seal]: sealOf(metadata, secret) };
};

/** The order that a session carries, if it carries it as it was sealed, or what is wrong with it. */
export const orderFrom = (
  metadata: Metadata,
  secrets: readonly string[],
): Order | { readonly mismatch: string } => {
  const seal = metadata[NAMES.seal];
  if (seal === undefined) return { mismatch: 'its metadata has no seal' };
  if (!secrets.some((secret) => same(seal, sealOf(metadata, secret)))) {
    return {
      mismatch: `its metadata is not what was sealed (or sealed with a former STRIPE_WEBHOOK_SECRET: list it, too)`,
    };
  }
  const order = ordered.parse(metadata);
  return {
    walletId: { tenantId: order[NAMES.tenant], clientId: order[NAMES.client] },
    packId: order[NAMES.pack],
    credits: order[NAMES.credits],
    price: { amountMinor: order[NAMES.amount], currency: order[NAMES.currency] },
    registryVersion: order[NAMES.registryVersion],
    traceId: order[NAMES.trace],
  };
};

export const markOf = (metadata: Metadata): string | undefined => metadata[NAMES.key];

export const packOf = (metadata: Metadata): string | undefined => metadata[NAMES.pack];

/** Over every name of ours, so that none of them can be added, taken away or changed. */
const sealOf = (metadata: Metadata, secret: string): string => {
  const sealed = Object.values(NAMES)
    .filter((name) => name !== NAMES.seal)
    .map((name) => [name, metadata[name] ?? null]);
  return createHmac('sha256', `cz-credits order ${secret}`)
    .update(JSON.stringify(sealed))
    .digest('base64url');
};

/** Counted in bytes: a letter that somebody typed can have more than one. */
const same = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Entry } from '../ledger/entry.js';
import { type Instant, milliseconds } from '../wallet/instant.js';

const ALGORITHM = 'HS256';
const LIFETIME_SECONDS = 15 * 60;

/** What a receipt proves: this client was charged for this much of this action, under this key, by this entry. */
export type ReceiptClaims = JWTPayload & {
  readonly sub: string;
  readonly aud: string;
  readonly kind: string;
  readonly action: string;
  readonly quantity: number;
  readonly key: string;
  readonly entry: number;
};

const keyFrom = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/**
 * Signs receipts: a JWT (HS256) that lives for 15 minutes from the entry on, so that a repeated request gets the same
 * receipt, and an old charge no new one. `toRealTime` takes wallet time to the time that verifiers live in.
 */
export const receiptSigner =
  (options: {
    readonly secret: string;
    readonly issuer: string;
    readonly toRealTime: (at: Instant) => Instant;
  }) =>
  (entry: Entry): Promise<string> => {
    const issuedAt = Math.floor(milliseconds(options.toRealTime(entry.createdAt)) / 1000);
    return new SignJWT({
      kind: entry.kind,
      action: entry.actionId,
      quantity: entry.quantity,
      key: entry.idempotencyKey,
      entry: entry.seq,
    })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(options.issuer)
      .setSubject(entry.clientId)
      .setAudience(entry.product ?? '')
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(keyFrom(options.secret));
  };

/**
 * For a product's backend, before it does the work: no call is needed. It still has to do the work for a key only once.
 * @throws a JOSEError when the receipt is not ours, not for this product, or too old.
 */
export const verifyReceipt = async (
  receipt: string,
  expected: { readonly secret: string; readonly issuer: string; readonly product: string },
): Promise<ReceiptClaims> => {
  const { payload } = await jwtVerify<ReceiptClaims>(receipt, keyFrom(expected.secret), {
    algorithms: [ALGORITHM],
    issuer: expected.issuer,
    audience: expected.product,
  });
  return payload;
};

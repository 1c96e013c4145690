import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
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

/** What a product's backend knows of receipts that are for it. `secret`: while it changes, both. */
type ExpectedReceipt = {
  readonly secret: string | readonly string[];
  readonly issuer: string;
  readonly product: string;
};

/**
 * For a product's backend, before it does the work: no call is needed. It still has to do the work for a key only once.
 * @throws a JOSEError when the receipt is not ours, not for this product, or too old.
 */
export const verifyReceipt = async (
  receipt: string,
  { issuer, product, secret }: ExpectedReceipt,
): Promise<ReceiptClaims> => {
  const [first, ...others] = [secret].flat();
  if (first === undefined) throw new TypeError('there is no secret to verify receipts with');
  try {
    const { payload } = await jwtVerify<ReceiptClaims>(receipt, keyFrom(first), {
      algorithms: [ALGORITHM],
      issuer,
      audience: product,
    });
    return payload;
  } catch (error) {
    const mayBeOfAnother =
      others.length > 0 && error instanceof errors.JWSSignatureVerificationFailed;
    if (mayBeOfAnother) return verifyReceipt(receipt, { issuer, product, secret: others });
    throw error;
  }
};

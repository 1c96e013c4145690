import { SignJWT } from 'jose';
import type { Entry } from '../ledger/entry.js';
import { type Instant, milliseconds } from '../wallet/instant.js';

const ALGORITHM = 'HS256';
const LIFETIME_SECONDS = 15 * 60;

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

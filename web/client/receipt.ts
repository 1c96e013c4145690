import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Store } from './store.js';

type Kind = 'debit' | 'hold' | 'capture';

/** What a receipt proves: this client was charged for this much of this action, under this key, by this entry. */
export type ReceiptClaims = {
  readonly clientId: string;
  readonly product: string;
  readonly kind: Kind;
  readonly actionId: string;
  readonly quantity: number;
  readonly key: string;
  /** The entry's number in the client's ledger. */
  readonly entry: number;
  /** RFC 3339. It is good until then. */
  readonly expiresAt: string;
};

export type ReceiptTerms = {
  /** CZ_RECEIPT_SECRET; while it changes, both. */
  readonly secret: string | readonly string[];
  /** The tenant. */
  readonly issuer: string;
  /** The product that is about to do the work. */
  readonly product: string;
  /** The work that is about to be done: the receipt has to be of this client, this action and at least this quantity. */
  readonly work?: {
    readonly clientId: string;
    readonly actionId: string;
    readonly quantity?: number;
  };
  /** What is good enough: what was charged, if this is absent. A hold costs nothing unless somebody captures it. */
  readonly kinds?: readonly Kind[];
  /** Takes each charge once. What it keeps can be dropped after 15 minutes, when the receipt has expired. */
  readonly once?: Pick<Store, 'add'>;
  /** Instead of the clock of this machine. */
  readonly now?: Date;
};

/**
 * `not_ours`: forged, altered, or of another tenant. `other_product` and `other_work`: it is good, and for something else.
 * `other_kind`: it is of a hold where a charge is needed, say. `used`: the work of this charge was begun already.
 */
export type Receipt =
  | { readonly ok: true; readonly claims: ReceiptClaims }
  | {
      readonly ok: false;
      readonly why: 'not_ours' | 'expired' | 'other_product' | 'other_kind' | 'other_work' | 'used';
    };

/**
 * For a product's backend that is shown a receipt by a browser, before it does the work: without a call.
 * @throws TypeError where there is no secret to verify with.
 */
export const verifyReceipt = async (receipt: string, terms: ReceiptTerms): Promise<Receipt> => {
  const { kinds = ['debit', 'capture'], once, work } = terms;
  const [secret, ...others] = [terms.secret].flat();
  if (secret === undefined) throw new TypeError('there is no secret to verify receipts with');
  const opened = await open(receipt, terms, secret, others);
  if (!opened.ok) return opened;
  const { claims } = opened;
  if (!kinds.includes(claims.kind)) return { ok: false, why: 'other_kind' };
  if (work && !isFor(claims, work)) return { ok: false, why: 'other_work' };
  const name = `receipt:${claims.clientId} ${claims.kind} ${claims.key}`;
  const isFirst = await once?.add(name, claims.expiresAt);
  return isFirst === false ? { ok: false, why: 'used' } : opened;
};

const open = async (
  receipt: string,
  terms: ReceiptTerms,
  secret: string,
  others: readonly string[],
): Promise<Receipt> => {
  const { issuer, now, product } = terms;
  try {
    const { payload } = await jwtVerify(receipt, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      issuer,
      audience: product,
      ...(now && { currentDate: now }),
    });
    const claims = claimsOf(payload);
    return claims ? { ok: true, claims } : { ok: false, why: 'not_ours' };
  } catch (error) {
    const [next, ...rest] = others;
    const mayBeOfAnother = error instanceof errors.JWSSignatureVerificationFailed;
    if (mayBeOfAnother && next !== undefined) return open(receipt, terms, next, rest);
    return { ok: false, why: reasonOf(error) };
  }
};

const reasonOf = (error: unknown): 'expired' | 'other_product' | 'not_ours' => {
  if (!(error instanceof errors.JOSEError)) throw error;
  if (error instanceof errors.JWTExpired) return 'expired';
  const isOfOther = error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud';
  return isOfOther ? 'other_product' : 'not_ours';
};

const isFor = (
  claims: ReceiptClaims,
  { actionId, clientId, quantity = 1 }: NonNullable<ReceiptTerms['work']>,
): boolean =>
  claims.clientId === clientId && claims.actionId === actionId && claims.quantity >= quantity;

const claimsOf = ({ aud, exp, sub, ...claims }: JWTPayload): ReceiptClaims | undefined => {
  const { action, entry, key, kind, quantity } = claims;
  const isWhole =
    typeof sub === 'string' &&
    typeof aud === 'string' &&
    typeof exp === 'number' &&
    isKind(kind) &&
    typeof action === 'string' &&
    typeof quantity === 'number' &&
    typeof key === 'string' &&
    typeof entry === 'number';
  if (!isWhole) return undefined;
  const expiresAt = new Date(exp * 1000).toISOString();
  return { clientId: sub, product: aud, kind, actionId: action, quantity, key, entry, expiresAt };
};

const isKind = (kind: unknown): kind is Kind =>
  kind === 'debit' || kind === 'hold' || kind === 'capture';

import { type VerifyTokenOptions, verifyToken } from '@clerk/backend';
import { TokenVerificationError, TokenVerificationErrorReason } from '@clerk/backend/errors';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { type ClientId, clientId, PATTERNS } from '../wallet/ids.js';

export type ClerkOptions = {
  readonly secretKey?: string | undefined;
  /** The instance's public key as PEM, or two while it changes: with one, verification needs no network. */
  readonly jwtKeys?: readonly string[] | undefined;
  readonly issuer?: string | undefined;
  readonly authorizedParties?: readonly string[] | undefined;
};

/** Whose session it is, or why that can't be said: the token is no good, or Clerk's keys could not be fetched. */
export type Verified =
  | { readonly clientId: ClientId }
  | { readonly rejected: string }
  | { readonly unavailable: string };

const claims = z.object({
  sub: z.string().regex(PATTERNS.clientId).transform(clientId),
  iss: z.string(),
  sts: z.string().optional(),
});

const NOT_THE_TOKENS_FAULT: readonly string[] = [
  TokenVerificationErrorReason.RemoteJWKFailedToLoad,
  TokenVerificationErrorReason.RemoteJWKInvalid,
  TokenVerificationErrorReason.RemoteJWKMissing,
  TokenVerificationErrorReason.JWKFailedToResolve,
  TokenVerificationErrorReason.LocalJWKMissing,
  TokenVerificationErrorReason.InvalidSecretKey,
];

/** Verifies Clerk session tokens; also what Clerk's own check leaves out: the issuer, and sessions that are pending. */
export const clerkVerifier =
  (options: ClerkOptions) =>
  async (token: string): Promise<Verified> => {
    const { authorizedParties, issuer, jwtKeys = [], secretKey } = options;
    const keys =
      jwtKeys.length > 0
        ? jwtKeys.map((jwtKey) => ({ jwtKey }))
        : [{ ...(secretKey && { secretKey }) }];
    if (!isToken(token)) return { rejected: 'the token is malformed' };
    // To Clerk an empty list means that nothing is to be checked.
    if (authorizedParties?.length === 0) return { rejected: 'no party is authorized' };
    try {
      const payload = await verifiedByAny(keys, token, {
        ...(authorizedParties && { authorizedParties: [...authorizedParties] }),
      });
      const { data, error } = claims.safeParse(payload);
      if (error) return { rejected: 'the token names no client' };
      if (data.sts === 'pending') return { rejected: 'the session is pending' };
      if (issuer && data.iss !== issuer) return { rejected: 'the token is from another issuer' };
      return { clientId: data.sub };
    } catch (error) {
      // What is no verdict on the token is a failure to get its key: a network that is down, a gateway's error page.
      const reason = error instanceof TokenVerificationError ? error.reason : String(error);
      return error instanceof TokenVerificationError && !NOT_THE_TOKENS_FAULT.includes(reason)
        ? { rejected: reason }
        : { unavailable: reason };
    }
  };

type Key = Pick<VerifyTokenOptions, 'jwtKey' | 'secretKey'>;

/** A key that did not sign the token says nothing of it as long as there is another one. */
const verifiedByAny = async (
  [key, ...others]: readonly Key[],
  token: string,
  checks: Pick<VerifyTokenOptions, 'authorizedParties'>,
): ReturnType<typeof verifyToken> => {
  try {
    return await verifyToken(token, { ...key, ...checks });
  } catch (error) {
    if (others.length > 0 && isOfAnotherKey(error)) return verifiedByAny(others, token, checks);
    throw error;
  }
};

const isOfAnotherKey = (error: unknown): boolean =>
  error instanceof TokenVerificationError &&
  error.reason === TokenVerificationErrorReason.TokenInvalidSignature;

const isToken = (token: string): boolean => {
  try {
    decodeProtectedHeader(token);
    decodeJwt(token);
    return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
  } catch {
    return false;
  }
};

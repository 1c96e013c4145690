import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const ISSUER = 'https://clerk.cityzeen.test';

/** Clerk's key pair of an instance, as `CLERK_JWT_KEY` has it and as the JWKS has it. */
export const instanceKeys = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'ins_1', alg: 'RS256', use: 'sig' };
  return { privateKey, pem: await exportSPKI(publicKey), jwk };
};

export type InstanceKeys = Awaited<ReturnType<typeof instanceKeys>>;

/** In Unix seconds, when it is asked for: a file may run long after it was loaded. */
export const secondsNow = (): number => Math.floor(Date.now() / 1000);

/** A session token as Clerk mints them; a claim that is undefined is left out. */
export const sessionToken = (
  { privateKey }: Pick<InstanceKeys, 'privateKey'>,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const now = secondsNow();
  const payload: JWTPayload = {
    iss: ISSUER,
    sub: 'user_2ada',
    sid: 'sess_1',
    azp: 'https://app.test',
    iat: now,
    nbf: now - 5,
    exp: now + 600,
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'ins_1', ...header })
    .sign(privateKey);
};

const base64url = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token put together by hand, of whatever parts. */
export const handMade = (header: unknown, payload: unknown, signature: string): string =>
  [base64url(header), base64url(payload), signature].join('.');

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Verified } from '../clerk/verify-token.js';
import type { ServiceSecret } from '../config.js';
import { ALL, type Permissions, permissions } from '../permission.js';
import type { ClientId } from '../wallet/ids.js';
import type { Caller } from './caller.js';
import { Problem, unauthenticated, unavailable } from './problem.js';

export type Identify = (headers: Headers) => Promise<Caller | Problem>;

export type IdentifyOptions = {
  readonly serviceSecrets: readonly ServiceSecret[];
  /** Of machines that may do everything. */
  readonly adminSecrets: readonly string[];
  /** Of machines that only read. */
  readonly readerSecrets: readonly string[];
  /** Sent as a bearer by the platform's clock. */
  readonly cronSecrets: readonly string[];
  /** What a person may as an operator. */
  readonly permissionsOf: (clientId: ClientId) => Permissions;
  /** Absent when Clerk is not configured. */
  readonly verifyToken: ((token: string) => Promise<Verified>) | undefined;
};

/** Compares in a time that tells nothing of where two secrets differ, nor of their lengths. */
const same = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

/** Every secret is compared, so that the time tells nothing of which one it was. */
const isIn = (secrets: readonly string[], given: string): boolean =>
  secrets.filter((secret) => same(secret, given)).length > 0;

/**
 * Finds out who is calling. Credentials that are given and wrong are refused, never taken for none; a secret that is
 * not configured admits nobody.
 */
export const identifyWith =
  (options: IdentifyOptions): Identify =>
  async (headers) => {
    const serviceSecret = headers.get('x-service-secret');
    if (serviceSecret !== null) {
      const service = options.serviceSecrets.find(({ secret }) => same(secret, serviceSecret));
      if (!service) return unauthenticated('the service secret is not known here');
      const { name, product } = service;
      return { kind: 'service', name, ...(product && { product }) };
    }
    const adminSecret = headers.get('x-cz-registry-admin');
    if (adminSecret !== null) {
      return machine(adminSecret, options) ?? unauthenticated('the admin secret is not known here');
    }
    const authorization = headers.get('authorization')?.trim();
    if (!authorization) return { kind: 'stranger' };
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) return unauthenticated('send Authorization: Bearer <session token>');
    if (isIn(options.cronSecrets, token)) return { kind: 'cron' };
    return user(token, options);
  };

const machine = (
  given: string,
  { adminSecrets, readerSecrets }: IdentifyOptions,
): Caller | undefined => {
  const [mayAll, mayRead] = [isIn(adminSecrets, given), isIn(readerSecrets, given)];
  if (mayAll) return { kind: 'admin', who: 'machine', permissions: ALL };
  return mayRead ? { kind: 'admin', who: 'reader', permissions: permissions(['read']) } : undefined;
};

const user = async (token: string, options: IdentifyOptions): Promise<Caller | Problem> => {
  if (!options.verifyToken) {
    return unavailable(
      'not_configured',
      'sign-in is not configured (CLERK_SECRET_KEY, CLERK_JWT_KEY)',
      60,
    );
  }
  const verified = await options.verifyToken(token);
  if ('clientId' in verified) {
    const { clientId } = verified;
    return { kind: 'user', clientId, permissions: options.permissionsOf(clientId) };
  }
  if ('unavailable' in verified)
    return new Problem('upstream_failed', "Clerk's keys could not be fetched");
  return unauthenticated(`the session token was refused: ${verified.rejected}`);
};

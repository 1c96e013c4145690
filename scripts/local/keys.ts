import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';

/** Whom the tokens of a local server come from. */
export const LOCAL_ISSUER = 'http://clerk.localhost';

const TWELVE_HOURS = '12h';

export type LocalKeys = { readonly privatePem: string; readonly publicPem: string };

/** The key pair that stands in for Clerk's in a data folder; made on first use, by whoever comes first. */
export const localKeys = async (folder: string): Promise<LocalKeys> => {
  const file = join(folder, 'token-keys.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const mine = `${file}.${process.pid}`;
    const keys: LocalKeys = {
      privatePem: await exportPKCS8(privateKey),
      publicPem: await exportSPKI(publicKey),
    };
    writeFileSync(mine, JSON.stringify(keys), { mode: 0o600 });
    try {
      linkSync(mine, file);
    } catch {
      // the server or another call made them in the meantime: theirs count
    }
    rmSync(mine);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as LocalKeys;
};

/** A session token as Clerk would give it, for a local server. */
export const localToken = async (clientId: string, { privatePem }: LocalKeys): Promise<string> =>
  new SignJWT({ sid: `sess_${clientId}`, azp: 'http://localhost' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'local' })
    .setIssuer(LOCAL_ISSUER)
    .setSubject(clientId)
    .setIssuedAt()
    .setNotBefore('-5s')
    .setExpirationTime(TWELVE_HOURS)
    .sign(await importPKCS8(privatePem, 'RS256'));

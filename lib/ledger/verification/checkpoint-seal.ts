import {
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import type { CheckpointStatement, Seal } from './checkpoint.js';

/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410): private in PKCS #8, public in SPKI. */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');

/** Signs with the key that follows from a secret: its public half checks, and can be given to anybody. */
export const sealWith = (secret: string): Seal => {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'cz-credits checkpoint', 32));
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = textOf(createPublicKey(key));
  return (statement) => {
    const signed = { ...statement, publicKey };
    return { ...signed, signature: sign(null, signedText(signed), key).toString('base64url') };
  };
};

export const unsealed: Seal = (statement) => statement;

/** Whether the statement was signed by its own key; `absent` where it was not signed at all. */
export const sealOf = (statement: CheckpointStatement): 'valid' | 'broken' | 'absent' => {
  const { publicKey, signature } = statement;
  if (publicKey === undefined || signature === undefined) return 'absent';
  try {
    const der = Buffer.concat([PUBLIC, Buffer.from(publicKey, 'base64url')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const isValid = verify(null, signedText(statement), key, Buffer.from(signature, 'base64url'));
    return isValid ? 'valid' : 'broken';
  } catch {
    return 'broken';
  }
};

const textOf = (key: KeyObject): string =>
  key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC.length).toString('base64url');

/** All of the statement but its signature; not the heads, which are in it by their root. */
const signedText = (statement: CheckpointStatement): Buffer => {
  const { at, entries, number, publicKey, root, tenantId, wallets } = statement;
  return Buffer.from(canonicalJson({ at, entries, number, publicKey, root, tenantId, wallets }));
};

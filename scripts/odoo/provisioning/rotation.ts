import { OdooFault } from '../../../lib/ledger/odoo/odoo.js';
import { expiryIn, lastsUntil, madeOn } from './expiry.js';
import { told } from './finding.js';
import { KEY_NAME, makeKey, readKeys, removeKeys } from './keys.js';
import { findUser, type LedgerUser } from './set-up.js';
import type { Site } from './site.js';

type Tell = (line: string) => void;

/** A new key of the ledger's user where provisioning made none that still works, or where one is asked for. */
export const keyFor = async (
  site: Site,
  user: LedgerUser,
  {
    days,
    now,
    rotate,
    tell,
  }: {
    readonly days: number | undefined;
    readonly now: Date;
    readonly rotate: boolean;
    readonly tell: Tell;
  },
): Promise<string | undefined> => {
  const keys = await readKeys(site, user.id, now);
  const known = keys.findLast(({ name }) => name === KEY_NAME);
  if (known && !rotate) {
    tell(told(`API key of ${madeOn(known)}`, `already there, lasts ${lastsUntil(known)}`));
    return undefined;
  }
  const expiresAt = site.keysExpire ? expiryIn(days, now) : undefined;
  const key = await makeKey(site, user.id, expiresAt);
  tell(told('API key', `made, lasts ${lastsUntil({ expiresAt })}`));
  for (const other of keys) {
    tell(told(`API key of ${madeOn(other)}`, `works on, ${lastsUntil(other)}`));
  }
  if (keys.length > 0) {
    tell('When the new key is in use everywhere: `npm run odoo:provision -- --revoke-old`');
  }
  return key;
};

/** Removes the keys of the ledger's user, but for the newest. */
export const revokeOld = async (
  site: Site,
  { now, tell }: { readonly now: Date; readonly tell: Tell },
): Promise<void> => {
  const user = await findUser(site.odoo);
  if (!user) {
    throw new OdooFault('nothing was set up in this Odoo yet: run `npm run odoo:provision` first');
  }
  const keys = await readKeys(site, user.id, now);
  const old = keys.slice(0, -1);
  if (old.length > 0) await removeKeys(site, old);
  for (const key of old) tell(told(`API key of ${madeOn(key)}`, 'removed'));
  const newest = keys.at(-1);
  tell(newest ? told(`API key of ${madeOn(newest)}`, `stays, ${lastsUntil(newest)}`) : 'no key');
};

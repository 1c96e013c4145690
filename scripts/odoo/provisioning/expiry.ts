import { type Finding, look, ok } from './finding.js';
import type { Key } from './keys.js';

const DAY_MS = 86_400_000;

/** Enough to hear of it from a monthly check. */
const SOON_DAYS = 30;

/** When a key that is made now should end. */
export const expiryIn = (days: number | undefined, now: Date): Date | undefined =>
  days === undefined ? undefined : new Date(now.getTime() + days * DAY_MS);

/** In UTC: several keys may be of one day. */
export const madeOn = ({ madeAt }: Pick<Key, 'madeAt'>): string =>
  madeAt.toISOString().slice(0, 16).replace('T', ' ');

export const lastsUntil = ({ expiresAt }: Pick<Key, 'expiresAt'>): string =>
  expiresAt ? `until ${expiresAt.toISOString().slice(0, 10)}` : 'for ever';

/** A user's keys, oldest first: which of them end soon. Odoo does not say which of them is used. */
export const expiryFindings = (keys: readonly Key[], now: Date): readonly Finding[] => {
  if (keys.length === 0) {
    return [
      look(
        'the user has no API key, so ODOO_API_KEY is a password',
        '`npm run odoo:provision` makes a key, and says what to set',
      ),
    ];
  }
  const endsSoon = ({ expiresAt }: Key): boolean =>
    expiresAt !== undefined && expiresAt.getTime() - now.getTime() < SOON_DAYS * DAY_MS;
  const newest = keys.at(-1);
  return keys.map((key) => {
    const what = `the key of ${madeOn(key)} lasts ${lastsUntil(key)}`;
    if (!endsSoon(key)) return ok(what);
    return look(
      what,
      newest && key !== newest && !endsSoon(newest)
        ? 'there is a newer one: see that ODOO_API_KEY is that, then `npm run odoo:provision -- --revoke-old`'
        : '`npm run odoo:provision -- --rotate` makes a new one while this still works',
    );
  });
};

import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import { openAdministrator } from './administrator.js';
import { environmentOf } from './environment.js';
import { isWrong, lineOf } from './finding.js';
import { proveAppending } from './proof.js';
import { rightsFindings } from './rights.js';
import { keyFor, revokeOld } from './rotation.js';
import { type LedgerUser, setUp } from './set-up.js';
import type { Settings } from './settings.js';
import { openSite, type Site } from './site.js';

export type Provisioning = {
  readonly now: Date;
  /** A new key, beside the one that is there. */
  readonly rotate: boolean;
  /** Nothing but this: all keys but the newest are removed. */
  readonly revokeOld: boolean;
  readonly tell: (line: string) => void;
};

/**
 * Sets an Odoo up for the ledger, proves it as the ledger's user, and tells what to put into the environment. Answers
 * whether all is well.
 */
export const provision = async (settings: Settings, asked: Provisioning): Promise<boolean> => {
  const administrator = openAdministrator(settings);
  try {
    const site = await openSite(administrator);
    if (asked.revokeOld) await revokeOld(site, asked);
    return asked.revokeOld || (await setUpWithKey(site, settings, asked));
  } finally {
    administrator.close();
  }
};

const setUpWithKey = async (
  site: Site,
  settings: Settings,
  asked: Provisioning,
): Promise<boolean> => {
  const user = await setUp(site, settings.username, asked.tell);
  const made = await keyFor(site, user, { ...asked, days: settings.keyDays });
  try {
    return await prove(site, user, { ...settings, made }, asked.tell);
  } finally {
    // A key that is not told now is lost, whatever failed meanwhile.
    asked.tell(`\n${environmentOf(settings.at, user, made)}`);
  }
};

const prove = async (
  site: Site,
  { id, login }: LedgerUser,
  { at, made, user: given }: Settings & { readonly made: string | undefined },
  tell: (line: string) => void,
): Promise<boolean> => {
  const apiKey = made ?? (given?.username === login ? given.apiKey : undefined);
  if (apiKey === undefined) {
    tell(
      '\nNot tried out, which takes the key: with ODOO_USERNAME and ODOO_API_KEY set, run this again, or with --check.',
    );
    return true;
  }
  const user = openOdoo({ ...at, username: login, apiKey });
  try {
    const findings = [
      ...(await rightsFindings(user, id, site)),
      await proveAppending(user, site.odoo),
    ];
    tell(`\nAs "${login}", with its key:`);
    for (const finding of findings) tell(lineOf(finding));
    return !findings.some(isWrong);
  } finally {
    user.close();
  }
};

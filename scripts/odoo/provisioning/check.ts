import { z } from 'zod';
import { ConfigError } from '../../../lib/config-error.js';
import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import { TEAM_EXTERNAL_ID } from '../../../lib/ledger/odoo/names.js';
import { type Odoo, OdooFault } from '../../../lib/ledger/odoo/odoo.js';
import { openAdministrator } from './administrator.js';
import { MENU } from './desk.js';
import { expiryFindings } from './expiry.js';
import { type Finding, ok, wrong } from './finding.js';
import { idsOf, stateOf } from './keeping.js';
import { readKeys } from './keys.js';
import { rightsFindings } from './rights.js';
import { findUser, wantedThings } from './set-up.js';
import type { Settings } from './settings.js';
import { doKeysExpire, openSite, type Site } from './site.js';
import { readVersion, versionFinding } from './version.js';

/** Looks at a set-up as the ledger's user; with an administrator's login also at what only that one sees. Changes nothing. */
export async function* check(settings: Settings, now: Date): AsyncGenerator<Finding> {
  if (!settings.user) {
    throw new ConfigError(
      'ODOO_USERNAME, ODOO_API_KEY: needed to check what this user may do; `npm run odoo:provision` makes both',
    );
  }
  yield versionFinding(await readVersion(settings.at.url), settings.at.transport);
  const user = openOdoo(settings.user);
  const administrator = settings.administrator && openAdministrator(settings);
  try {
    const site = administrator && (await openSite(administrator));
    const userId = await ownId(user);
    yield* await loginFindings(user, userId, settings);
    yield* await rightsFindings(user, userId, site);
    yield await presence(user, TEAM_EXTERNAL_ID, 'sales team');
    yield await presence(user, MENU, 'menu');
    const keysExpire = await doKeysExpire(user);
    yield* expiryFindings(await readKeys({ odoo: user, keysExpire }, userId, now), now);
    if (site) yield* thingsFindings(site, settings);
  } finally {
    user.close();
    administrator?.close();
  }
}

const ownId = async (user: Odoo): Promise<number> =>
  z.object({ uid: z.int() }).parse(await user.read('res.users', 'context_get', {})).uid;

/** Whose the key is. With a number in the environment nobody asks Odoo for the login, and over JSON-2 never. */
const loginFindings = async (
  user: Odoo,
  userId: number,
  { uid, username }: Settings,
): Promise<readonly Finding[]> => {
  const named = { domain: [['id', '=', userId]], fields: ['login'] };
  const answer = await user.read('res.users', 'search_read', named);
  const login = z.tuple([z.object({ login: z.string() })]).parse(answer)[0].login;
  return [
    login === username
      ? ok(`ODOO_API_KEY lets in "${login}"`)
      : wrong(
          `ODOO_API_KEY is a key of "${login}"`,
          `set ODOO_USERNAME=${login}, or use another key`,
        ),
    ...(uid === undefined || uid === userId
      ? []
      : [wrong(`ODOO_UID is ${uid}, but the user is number ${userId}`, `set ODOO_UID=${userId}`)]),
  ];
};

const PROVISION = '`npm run odoo:provision` makes or mends it';

/** External ids are an administrator's to read; whether one is there, anybody may ask. */
const presence = async (user: Odoo, externalId: string, what: string): Promise<Finding> => {
  const [module, xml_id] = externalId.split('.');
  try {
    await user.read('ir.model.data', 'check_object_reference', { module, xml_id });
    return ok(`the ${what} is there`);
  } catch (error) {
    if (error instanceof OdooFault)
      return wrong(`the ${what} (${externalId}) is missing`, PROVISION);
    throw error;
  }
};

async function* thingsFindings(site: Site, settings: Settings): AsyncGenerator<Finding> {
  const things = wantedThings(site, await findUser(site.odoo), settings.username);
  const ids = await idsOf(site.odoo, things);
  for (const thing of things) {
    const state = await stateOf(site, thing, ids);
    if (state === 'as it should be') yield ok(`${thing.title} is as it should be`);
    else if (state === 'missing') yield wrong(`${thing.title} is missing`, PROVISION);
    else yield wrong(`${thing.title} was changed: ${state.differs.join(', ')}`, PROVISION);
  }
}

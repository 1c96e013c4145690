import { z } from 'zod';
import { type Odoo, OdooFault } from '../../../lib/ledger/odoo/odoo.js';
import { accessThings, USER } from './access.js';
import { deskThings } from './desk.js';
import { told } from './finding.js';
import { externalRecords, idsOf, keep } from './keeping.js';
import { PLAIN, type Site } from './site.js';
import type { Thing } from './thing.js';

const DEFAULT_LOGIN = 'cz-credits';

export type LedgerUser = { readonly id: number; readonly login: string };

const users = z.array(z.object({ id: z.int(), login: z.string() }));

const searchUsers = async (odoo: Odoo, field: 'id' | 'login', value: unknown) =>
  users.parse(
    await odoo.read('res.users', 'search_read', {
      domain: [[field, '=', value]],
      fields: ['login'],
      context: PLAIN,
    }),
  );

/** The user that provisioning made, if it did. */
export const findUser = async (odoo: Odoo): Promise<LedgerUser | undefined> => {
  const id = (await externalRecords(odoo, [USER])).get(USER);
  return id === undefined ? undefined : (await searchUsers(odoo, 'id', id))[0];
};

/** All that has to be in Odoo. A login that is not asked for stays what it is. */
export const wantedThings = (
  site: Site,
  user: LedgerUser | undefined,
  login: string | undefined,
): readonly Thing[] => [
  ...accessThings(site, login ?? user?.login ?? DEFAULT_LOGIN),
  ...deskThings(site),
];

/** Makes what is missing, mends what differs, and answers with the ledger's user. */
export const setUp = async (
  site: Site,
  login: string | undefined,
  tell: (line: string) => void,
): Promise<LedgerUser> => {
  const user = await findUser(site.odoo);
  await refuseSomebodyElses(site.odoo, user, login ?? user?.login ?? DEFAULT_LOGIN);
  const things = wantedThings(site, user, login);
  const ids = await idsOf(site.odoo, things);
  for (const thing of things) tell(told(thing.title, await keep(site, thing, ids)));
  const made = await findUser(site.odoo);
  if (!made) throw new OdooFault('Odoo has lost the user that it was just given');
  return made;
};

/** Whoever has that login already would lose all groups. */
const refuseSomebodyElses = async (
  odoo: Odoo,
  user: LedgerUser | undefined,
  login: string,
): Promise<void> => {
  const [holder] = await searchUsers(odoo, 'login', login);
  if (!holder || holder.id === user?.id) return;
  throw new OdooFault(
    `there is a user "${login}" already that was not made here, and it stays as it is: ` +
      'set ODOO_USERNAME to a login that is free',
  );
};

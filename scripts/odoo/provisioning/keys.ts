import { z } from 'zod';
import { OdooFault } from '../../../lib/ledger/odoo/odoo.js';
import { PLAIN, type Site } from './site.js';

/** What provisioning calls its keys in Odoo, so as to know them again. */
export const KEY_NAME = 'CZ Credits (odoo:provision)';

export type Key = {
  readonly id: number;
  readonly name: string;
  readonly madeAt: Date;
  /** Undefined where it never does. */
  readonly expiresAt: Date | undefined;
};

/** Odoo's times are in UTC, and don't say so. */
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  .transform((text) => new Date(`${text.replace(' ', 'T')}Z`));

const keys = z.array(
  z
    .object({
      id: z.int(),
      name: z.string(),
      create_date: time,
      expiration_date: z.union([time, z.literal(false)]).optional(),
    })
    .transform(
      ({ create_date, expiration_date, id, name }): Key => ({
        id,
        name,
        madeAt: create_date,
        expiresAt: expiration_date || undefined,
      }),
    ),
);

/** A user's keys that still get in, oldest first. Up to 17 they don't expire, and asking when would be an error. */
export const readKeys = async (
  { keysExpire, odoo }: Pick<Site, 'keysExpire' | 'odoo'>,
  userId: number,
  now: Date,
): Promise<readonly Key[]> => {
  const answer = await odoo.read('res.users.apikeys', 'search_read', {
    domain: [['user_id', '=', userId]],
    fields: ['name', 'create_date', ...(keysExpire ? ['expiration_date'] : [])],
    order: 'id',
  });
  return keys.parse(answer).filter(({ expiresAt }) => !expiresAt || expiresAt > now);
};

/**
 * Makes a key of a user. Odoo has no call for that: its dialogue wants the user's own session. An administrator may run
 * code there, though, and this is the whole of it.
 */
export const makeKey = async (
  site: Site,
  userId: number,
  expiresAt: Date | undefined,
): Promise<string> => {
  const expiry = expiresAt ? `'${odooTime(expiresAt)}'` : 'False';
  const made = await runInside(
    site,
    `key = env['res.users.apikeys'].with_user(${userId}).sudo()._generate(None, '${KEY_NAME}'${site.keysExpire ? `, ${expiry}` : ''})
action = {'type': 'ir.actions.act_window_close', 'infos': {'key': key}}`,
  );
  return z.object({ infos: z.object({ key: z.string().min(1) }) }).parse(made).infos.key;
};

/** Removes keys. Odoo forgets at once what it remembers of them. */
export const removeKeys = async (site: Site, removed: readonly Key[]): Promise<void> => {
  const ids = removed.map(({ id }) => id).join(', ');
  await runInside(site, `env['res.users.apikeys'].sudo().browse([${ids}]).unlink()`);
};

const odooTime = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

const SERVER_ACTION = 'cz_smcr.server_action';

const loaded = z.object({ ids: z.tuple([z.int()]) });

/** Runs code in Odoo by way of a server action that only administrators may run, and that is gone afterwards. */
const runInside = async ({ groupsField, odoo }: Site, code: string): Promise<unknown> => {
  const columns = {
    id: SERVER_ACTION,
    name: 'CZ Credits: keys',
    'model_id/id': 'base.model_res_users',
    [`${groupsField}/id`]: 'base.group_system',
    state: 'code',
    code,
  };
  const answer = await odoo.write('ir.actions.server', 'load', {
    fields: Object.keys(columns),
    data: [Object.values(columns)],
    context: PLAIN,
  });
  const { data } = loaded.safeParse(answer);
  if (!data) throw new OdooFault('Odoo does not let this administrator run code, which keys take');
  try {
    return await odoo.write('ir.actions.server', 'run', { ids: data.ids });
  } finally {
    await odoo.write('ir.actions.server', 'unlink', { ids: data.ids });
  }
};

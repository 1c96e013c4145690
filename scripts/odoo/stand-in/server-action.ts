import { randomBytes } from 'node:crypto';
import { groupsOf } from './access.js';
import { asSuperuser, type Env } from './env.js';
import { accessError, missingError, notStoodIn } from './fault.js';
import { create, unlink } from './records.js';
import type { Reply } from './reply.js';
import { groupsField } from './version.js';

/** Runs the code of a server action: of all Python only what makes a user's key, and what removes keys. @throws Fault */
export const runServerAction = (env: Env, id: number): Reply => {
  const row = env.database.table('ir.actions.server').row(id);
  if (!row) throw missingError('ir.actions.server', id, env.uid);
  const allowed = row.values[groupsField(env.version)];
  const groups = groupsOf(env);
  if (!Array.isArray(allowed) || !allowed.some((group) => groups.has(group))) {
    throw accessError("You don't have enough access rights to run this action.");
  }
  const code = String(row.values['code']);
  for (const [pattern, run] of KNOWN) {
    const match = pattern.exec(code);
    if (match) return run(asSuperuser(env), match);
  }
  throw notStoodIn(`the Python code ${JSON.stringify(code)}`);
};

const KNOWN: readonly (readonly [RegExp, (env: Env, match: RegExpExecArray) => Reply])[] = [
  [
    /^key = env\['res\.users\.apikeys'\]\.with_user\((\d+)\)\.sudo\(\)\._generate\(None, '([^']*)', (?:False|'([^']*)')\)\naction = \{'type': 'ir\.actions\.act_window_close', 'infos': \{'key': key\}\}$/,
    (env, [, userId, name = '', expiration_date = false]) => {
      const key = randomBytes(20).toString('hex');
      create(env, 'res.users.apikeys', { name, user_id: Number(userId), expiration_date, key });
      return { type: 'ir.actions.act_window_close', infos: { key } };
    },
  ],
  [
    /^env\['res\.users\.apikeys'\]\.sudo\(\)\.browse\(\[([\d, ]*)\]\)\.unlink\(\)$/,
    (env, [, ids = '']) => {
      unlink(env, 'res.users.apikeys', ids.split(',').map(Number));
      return false;
    },
  ],
];

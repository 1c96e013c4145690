import { z } from 'zod';
import { groupsOf } from './access.js';
import { accessError, pythonError } from './fault.js';
import { type Method, method } from './method.js';
import { recordOf } from './records.js';
import { runServerAction } from './server-action.js';
import type { Version } from './version.js';

/** Methods that only one model has. */
export const METHODS_OF_MODELS: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  'res.users': {
    context_get: method('model', 'reads', {}, (env) => ({
      lang: 'en_US',
      tz: false,
      uid: env.uid,
    })),
    has_group: method('records', 'reads', { group_ext_id: z.string() }, (env, _, given, ids) => {
      const group = recordOf(env, given.group_ext_id);
      const [uid = env.uid] = ids;
      return group !== undefined && groupsOf({ ...env, uid }).has(group.id);
    }),
  },
  'ir.actions.server': {
    run: method(
      'records',
      'writes',
      {},
      (env, _, __, ids) => ids.map((id) => runServerAction(env, id)).at(-1) ?? false,
    ),
  },
  'ir.model.data': {
    check_object_reference: method(
      'model',
      'reads',
      { module: z.string(), xml_id: z.string(), raise_on_access_error: z.boolean().default(false) },
      (env, _, { module, xml_id }) => {
        const record = recordOf(env, `${module}.${xml_id}`);
        if (record && env.database.table(record.model).row(record.id)) {
          return [record.model, record.id];
        }
        throw pythonError('ValueError', `External ID not found in the system: ${module}.${xml_id}`);
      },
    ),
  },
};

/** Named like methods of Odoo's, and not to be called from outside; 19 has kept one more to itself. */
export const refusePrivate = (model: string, name: string, version: Version): void => {
  if (!name.startsWith('_') && !(version === '19.0' && name === 'check_access')) return;
  throw accessError(`Private methods (such as '${model}.${name}') cannot be called remotely.`);
};

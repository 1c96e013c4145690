import { requireAccess } from './access.js';
import type { Env } from './env.js';
import { externalIdsOf } from './external-id.js';
import type { Reply } from './reply.js';

/** What Odoo tells of records to whoever may read them: their external ids among it, the oldest of them first. */
export const metadata = (env: Env, model: string, ids: readonly number[]): Reply => {
  requireAccess(env, model, 'read');
  const table = env.database.table(model);
  return ids.flatMap((id) => {
    const row = table.row(id);
    if (!row) return [];
    const xmlids = externalIdsOf(env, model, id).map(({ values }) => ({
      xmlid: String(values['complete_name']),
      noupdate: values['noupdate'] === true,
    }));
    const { create_date = false, write_date = false } = row.values;
    const main = { xmlid: xmlids[0]?.xmlid ?? false, noupdate: xmlids[0]?.noupdate ?? false };
    return [{ id, create_date, write_date, ...main, xmlids }];
  });
};

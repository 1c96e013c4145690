import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import type { TenantId } from '../../lib/wallet/ids.js';

/** So much later, by the database's clock: all that it has noted of a tenant's mirror is so much longer ago. */
export const passMinutes = async (
  { pglite }: EmbeddedDb,
  tenantId: TenantId,
  minutes: number,
): Promise<void> => {
  const [ago, ours] = [`interval '${minutes} minutes'`, `tenant_id = '${tenantId}'`];
  await pglite.exec(`UPDATE odoo_outbox SET due_at = due_at - ${ago} WHERE ${ours}`);
  await pglite.exec(`UPDATE odoo_mirror SET held_until = held_until - ${ago} WHERE ${ours}`);
};

import type { AuditTrail, RecordedAccess } from '../../audit/audit-trail.js';
import { type AuditAnswer, auditQuery } from '../../contract/audit.js';
import type { TenantId } from '../../wallet/ids.js';
import { get, type Route } from '../route.js';
import { withoutDatabase } from './pages.js';

type Audited = { readonly tenantId: TenantId; readonly auditTrail?: AuditTrail };

/** What operators did, or were kept from doing; this very visit is in the next answer. */
export const listAudit: Route<Audited> = get({
  admits: { may: 'read', doing: 'audit.list' },
  query: auditQuery,
  handle: async ({ app: { auditTrail, tenantId }, query: { before, limit, ...wanted } }) => {
    if (!auditTrail) return withoutDatabase('an audit trail is kept');
    const found = await auditTrail.list(tenantId, wanted, { limit, before });
    const { accesses, ...next } = found;
    const body: AuditAnswer = { accesses: accesses.map(shown), ...next };
    return { status: 200, body };
  },
});

const shown = ({ tenantId, ...access }: RecordedAccess) => access;

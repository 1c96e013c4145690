import type { Access, AuditTrail } from '../../audit/audit-trail.js';
import { canonicalJson } from '../canonical-json.js';
import { GENESIS } from '../hash-chain.js';
import type { Db, Statement } from './db.js';
import { reached } from './reached.js';

/**
 * Appends behind the last row as this statement sees it. Whoever takes the number at the same time is waited for; then
 * nothing is written here, and it is tried again.
 */
const APPEND: Statement = {
  name: 'cz_audit_append',
  text: `INSERT INTO audit_log (tenant_id, seq, at, who, doing, request, client_id, status, trace_id, hash)
         SELECT $1, coalesce(last.seq, 0) + 1, $2::timestamptz, $3, $4, $5, $6, $7::smallint, $8,
                encode(sha256(convert_to(coalesce(last.hash, '${GENESIS}') || $9, 'UTF8')), 'hex')
           FROM (SELECT 1) always
           LEFT JOIN (SELECT seq, hash FROM audit_log WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1) last ON true
         ON CONFLICT DO NOTHING RETURNING seq`,
};

/** As many instances may be in each other's way at once; operators are few. */
const ATTEMPTS = 100;

/** What the hash of a row covers, beside the hash before it. */
export const auditedFacts = ({ at, clientId, traceId, tenantId, ...rest }: Access) =>
  canonicalJson({ ...rest, at, tenant_id: tenantId, client_id: clientId, trace_id: traceId });

export const postgresAuditTrail = (db: Db): AuditTrail => {
  const append = async (access: Access): Promise<void> => {
    const { at, clientId, doing, request, status, tenantId, traceId, who } = access;
    const facts = auditedFacts(access);
    const values = [tenantId, at, who, doing, request, clientId ?? null, status, traceId, facts];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if ((await reached(db.query(APPEND, values))).length === 1) return;
    }
    throw new Error(`no number was free in the audit trail, ${ATTEMPTS} times`);
  };
  return { record: append };
};

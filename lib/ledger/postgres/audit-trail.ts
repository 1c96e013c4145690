import { z } from 'zod';
import type { Access, AuditFinding, AuditTrail } from '../../audit/audit-trail.js';
import { clientId, type TenantId, tenantId, traceId } from '../../wallet/ids.js';
import { canonicalJson } from '../canonical-json.js';
import { storedInstant } from '../entry-row.js';
import { chained, GENESIS, hash } from '../hash-chain.js';
import { Conditions } from './conditions.js';
import type { Db, Statement } from './db.js';
import { reached } from './reached.js';
import { statement } from './statements.js';

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

const COLUMNS = 'tenant_id, seq, at, who, doing, request, client_id, status, trace_id, hash';

const SCAN = statement(
  'audit_scan',
  `SELECT ${COLUMNS} FROM audit_log WHERE tenant_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT $3::bigint`,
);

const PAGE = 1_000;

/** As many instances may be in each other's way at once; operators are few. */
const ATTEMPTS = 100;

export const postgresAuditTrail = (db: Db): AuditTrail => ({
  record: async (access) => {
    const { at, clientId, doing, request, status, tenantId, traceId, who } = access;
    const facts = canonicalJson(auditedFacts(access));
    const values = [tenantId, at, who, doing, request, clientId ?? null, status, traceId, facts];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if ((await reached(db.query(APPEND, values))).length === 1) return;
    }
    throw new Error(`no number was free in the audit trail, ${ATTEMPTS} times`);
  },

  list: async (tenant, { clientId, doing, from, to, who }, { before, limit }) => {
    const that = new Conditions()
      .hold('of', tenant, (tenant) => `tenant_id = ${tenant}`)
      .hold('who', who, (who) => `who = ${who}`)
      .hold('doing', doing, (doing) => `doing = ${doing}`)
      .hold('client', clientId, (client) => `client_id = ${client}`)
      .hold('from', from, (at) => `at >= ${at}::timestamptz`)
      .hold('to', to, (at) => `at < ${at}::timestamptz`)
      .hold('seq', before, (seq) => `seq < ${seq}::bigint`);
    const text = `SELECT ${COLUMNS} FROM audit_log WHERE ${that.text} ORDER BY seq DESC LIMIT ${that.put(limit + 1)}::bigint`;
    const rows = await reached(db.query(statement(`audit_${that.name}`, text), that.values));
    const accesses = rows.slice(0, limit).map((row) => audited.parse(row).access);
    const last = accesses.at(-1);
    return { accesses, ...(rows.length > limit && last && { next: last.seq }) };
  },

  verify: (tenant) => verifyChain(db, tenant),
});

/** What the hash of a row covers, beside the hash before it. */
const auditedFacts = ({ at, clientId, traceId, tenantId, ...rest }: Access) => ({
  ...rest,
  at,
  tenant_id: tenantId,
  client_id: clientId,
  trace_id: traceId,
});

async function* verifyChain(db: Db, tenant: TenantId): AsyncGenerator<AuditFinding, number> {
  let head = GENESIS;
  let last = 0;
  let count = 0;
  for (let page = PAGE; page === PAGE; ) {
    const rows = await reached(db.query(SCAN, [tenant, last, PAGE]));
    for (const row of rows) {
      const { access, hash } = audited.parse(row);
      const { seq, ...facts } = access;
      const isNext = seq === last + 1;
      if (!isNext) yield { seq, problem: `follows number ${last}: accesses are missing before it` };
      else if (hash !== chained(head, auditedFacts(facts))) {
        yield { seq, problem: 'its hash does not fit' };
      }
      head = hash;
      last = seq;
      count += 1;
    }
    page = rows.length;
  }
  return count;
}

const audited = z
  .object({
    tenant_id: z.string().transform(tenantId),
    seq: z.int(),
    at: storedInstant,
    who: z.string(),
    doing: z.string(),
    request: z.string(),
    client_id: z.string().transform(clientId).nullable(),
    status: z.int(),
    trace_id: z.string().transform(traceId),
    hash: z.string().transform(hash),
  })
  .transform((row) => ({
    hash: row.hash,
    access: {
      seq: row.seq,
      tenantId: row.tenant_id,
      at: row.at,
      who: row.who,
      doing: row.doing,
      request: row.request,
      ...(row.client_id !== null && { clientId: row.client_id }),
      status: row.status,
      traceId: row.trace_id,
    },
  }));

import type { AuditTrail } from '../../lib/audit/audit-trail.js';
import type { Ledger } from '../../lib/ledger/ledger.js';
import type { Head } from '../../lib/ledger/verification/checkpoint.js';
import type { Finding } from '../../lib/ledger/verification/finding.js';
import { verifyLive } from '../../lib/ledger/verification/verify-live.js';
import type { TenantId } from '../../lib/wallet/ids.js';

/** Verifies a ledger, which may be written to meanwhile; tells each finding as it comes, and answers with the sentence that sums it up. */
export const verifyAloud = async (
  ledger: Pick<Ledger, 'read' | 'scan' | 'wallets'>,
  tenantId: TenantId,
  {
    seenBefore = [],
    tell,
  }: {
    readonly tell: (finding: Finding) => void;
    /** What checkpoints saw. */
    readonly seenBefore?: readonly Head[];
  },
): Promise<{ readonly isSound: boolean; readonly verdict: string }> => {
  const findings = verifyLive(ledger, tenantId, seenBefore);
  for (let found = 0; ; found++) {
    const next = await findings.next();
    if (next.done) {
      const { credits, entries, wallets } = next.value;
      const counted = `${entries} entries of ${wallets} wallet${wallets === 1 ? '' : 's'}, ${credits} credits in all`;
      const verdict = found === 0 ? `verified: ${counted}` : `${found} problems in ${counted}`;
      return { isSound: found === 0, verdict };
    }
    tell(next.value);
  }
};

/** Goes through the audit trail in the same way; without a verdict where it is empty. What was cut off at its end does not show. */
export const verifyAuditAloud = async (
  auditTrail: Pick<AuditTrail, 'verify'>,
  tenantId: TenantId,
  tell: (line: string) => void,
): Promise<{ readonly isSound: boolean; readonly verdict?: string }> => {
  const findings = auditTrail.verify(tenantId);
  for (let found = 0; ; found++) {
    const next = await findings.next();
    if (next.done) {
      if (next.value === 0) return { isSound: true };
      const counted = `${next.value} access${next.value === 1 ? '' : 'es'} of operators`;
      const verdict = found === 0 ? `verified: ${counted}` : `${found} problems in ${counted}`;
      return { isSound: found === 0, verdict };
    }
    tell(`access ${next.value.seq}: ${next.value.problem}`);
  }
};

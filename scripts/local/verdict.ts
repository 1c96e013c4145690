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

import type { Ledger } from '../../lib/ledger/ledger.js';
import { type Finding, verify } from '../../lib/ledger/verify.js';
import type { TenantId } from '../../lib/wallet/ids.js';

/** Verifies a ledger, tells each finding as it comes, and answers with the sentence that sums it up. */
export const verifyAloud = async (
  ledger: Pick<Ledger, 'scan' | 'wallets'>,
  tenantId: TenantId,
  tell: (finding: Finding) => void,
): Promise<{ readonly found: number; readonly verdict: string }> => {
  const findings = verify(ledger, tenantId);
  for (let found = 0; ; found++) {
    const next = await findings.next();
    if (next.done) {
      const { credits, entries, wallets } = next.value;
      const counted = `${entries} entries of ${wallets} wallet${wallets === 1 ? '' : 's'}, ${credits} credits in all`;
      const verdict = found === 0 ? `verified: ${counted}` : `${found} problems in ${counted}`;
      return { found, verdict };
    }
    tell(next.value);
  }
};

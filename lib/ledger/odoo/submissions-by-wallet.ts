import type { WalletId } from '../../wallet/ids.js';
import type { Submission } from '../ledger.js';
import { walletRef } from './names.js';

/** What is asked of each wallet of a batch, in its order. */
export const submissionsByWallet = (
  submissions: readonly Submission[],
): readonly (readonly [WalletId, readonly Submission[]])[] => {
  const groups = new Map<string, [WalletId, Submission[]]>();
  for (const submission of submissions) {
    const ref = walletRef(submission.walletId);
    const group = groups.get(ref) ?? [submission.walletId, []];
    groups.set(ref, group);
    group[1].push(submission);
  }
  return [...groups.values()];
};

import type { Submission } from '../../../lib/ledger/ledger.js';
import type { Command } from '../../../lib/wallet/command.js';
import { idempotencyKey, traceId, type WalletId } from '../../../lib/wallet/ids.js';
import { instant } from '../../../lib/wallet/instant.js';
import { type Ask, user } from '../../wallet/book.js';

const TRACE = traceId('0af7651916cd43dd8448eb211c80319c');

/** An ask of a user's, of that time, on its way to a wallet. */
export const submissionOf = (
  walletId: WalletId,
  ask: Ask,
  { key, at }: { readonly key: string; readonly at: string },
): Submission => ({
  walletId,
  traceId: TRACE,
  command: {
    enforce: true,
    actor: user,
    ...ask,
    key: idempotencyKey(ask.key ?? key),
    at: instant(ask.at ?? at),
  } as Command,
});

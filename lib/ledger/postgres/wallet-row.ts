import { z } from 'zod';
import type { WalletId } from '../../wallet/ids.js';
import { held, type Wallet } from '../../wallet/wallet.js';
import { canonicalJson } from '../canonical-json.js';
import { storedInstant } from '../entry-row.js';
import { type Hash, hash } from '../hash-chain.js';
import type { ScannedWallet, StoredWallet } from '../ledger.js';
import { walletFromState } from '../stored-wallet.js';
import { whyUnreadable } from '../unreadable.js';
import type { Row } from './db.js';

/** The projection's row. `state` is the wallet; the other columns repeat it for people, indexes and checks. */
export const walletRow = ({ tenantId, clientId }: WalletId, wallet: Wallet, headHash: Hash) => ({
  tenant_id: tenantId,
  client_id: clientId,
  ...repetitionOf(wallet),
  state: wallet,
  head_hash: headHash,
});

const repetitionOf = (wallet: Wallet) => ({
  version: wallet.version,
  plan_id: wallet.planId,
  monthly_grant: wallet.monthlyGrant,
  soft_cap: wallet.softCap,
  granted_balance: wallet.granted,
  topup_balance: wallet.purchased,
  held: held(wallet, wallet.updatedAt),
  updated_at: wallet.updatedAt,
});

const schema = z.object({
  state: z.unknown().transform(walletFromState),
  head_hash: z.string().transform(hash),
});

export const storedWalletFromRow = (row: Row): StoredWallet => {
  const { state, head_hash } = schema.parse(row);
  return { wallet: state, headHash: head_hash };
};

const repetition = z.object({
  version: z.int(),
  plan_id: z.string(),
  monthly_grant: z.int(),
  soft_cap: z.int(),
  granted_balance: z.int(),
  topup_balance: z.int(),
  held: z.int(),
  updated_at: storedInstant,
});

/** For verification, which wants to know also of a row that can't be read, or that says two things. */
export const scannedWalletFromRow = (row: Row): ScannedWallet => {
  const clientId = String(row['client_id']);
  try {
    const stored = storedWalletFromRow(row);
    const repeated = canonicalJson(repetition.parse(row));
    if (repeated === canonicalJson(repetitionOf(stored.wallet))) return { clientId, ...stored };
    return { clientId, problem: 'the columns of the stored wallet contradict its state' };
  } catch (error) {
    return { clientId, problem: `the stored wallet can't be read: ${whyUnreadable(error)}` };
  }
};

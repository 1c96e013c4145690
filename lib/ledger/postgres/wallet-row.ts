import { z } from 'zod';
import type { WalletId } from '../../wallet/ids.js';
import { held, type Wallet } from '../../wallet/wallet.js';
import { type Hash, hash } from '../hash-chain.js';
import type { StoredWallet } from '../ledger.js';
import { walletFromState } from '../stored-wallet.js';
import type { Row } from './db.js';

/** The projection's row. `state` is the wallet; the other columns repeat it for people, indexes and checks. */
export const walletRow = ({ tenantId, clientId }: WalletId, wallet: Wallet, headHash: Hash) => ({
  tenant_id: tenantId,
  client_id: clientId,
  version: wallet.version,
  plan_id: wallet.planId,
  monthly_grant: wallet.monthlyGrant,
  soft_cap: wallet.softCap,
  granted_balance: wallet.granted,
  topup_balance: wallet.purchased,
  held: held(wallet, wallet.updatedAt),
  state: wallet,
  head_hash: headHash,
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

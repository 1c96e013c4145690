import { bringUpToDate } from '../wallet/due.js';
import type { WalletId } from '../wallet/ids.js';
import { later } from '../wallet/instant.js';
import { balance, type Wallet } from '../wallet/wallet.js';
import type { Credits } from './app.js';

/** A wallet as it stands now, with what is due, though it may not be written yet. */
export const walletNow = async (app: Credits, walletId: WalletId): Promise<Wallet> => {
  const [{ catalog }, { stored }] = await Promise.all([
    app.registry.current(),
    app.ledger.read(walletId, { limit: 0 }),
  ]);
  const at = stored ? later(app.now(), stored.wallet.updatedAt) : app.now();
  return bringUpToDate(stored?.wallet, catalog, at).wallet;
};

export const balanceNow = async (app: Credits, walletId: WalletId): Promise<number> =>
  balance(await walletNow(app, walletId));

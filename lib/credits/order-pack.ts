import type { Opened, Payments } from '../payments/payments.js';
import { credits } from '../wallet/credits.js';
import { type IdempotencyKey, packId, type TraceId, type WalletId } from '../wallet/ids.js';
import type { Credits } from './app.js';

export type PackRequest = {
  readonly packId: string;
  readonly idempotencyKey?: IdempotencyKey | undefined;
};

/**
 * Opens a checkout for a pack, at the price that is in force. Asked without a key, each time another one; with the key of one
 * that was opened, that one, though the pack may be gone by now.
 */
export const orderPack = async (
  app: Credits,
  payments: Payments,
  walletId: WalletId,
  request: PackRequest,
  traceId: TraceId,
): Promise<Opened | { readonly outcome: 'unknown pack' }> => {
  const { document, version } = await app.registry.current();
  const pack = document.packs.find((each) => each.packId === request.packId);
  const { idempotencyKey: key } = request;
  if (!pack) {
    const former = key && (await payments.former({ walletId, packId: request.packId, key }));
    return former ?? { outcome: 'unknown pack' };
  }
  const order = {
    walletId,
    packId: packId(pack.packId),
    credits: credits(pack.credits),
    price: pack.price,
    registryVersion: version,
    traceId,
    name: pack.name,
    ...(pack.stripePriceId && { priceId: pack.stripePriceId }),
  };
  return payments.open(order, key ?? app.newKey());
};

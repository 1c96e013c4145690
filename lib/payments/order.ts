import type { Credits, Money } from '../wallet/credits.js';
import type { IdempotencyKey, PackId, TraceId, WalletId } from '../wallet/ids.js';

/** A pack that a client orders, at the terms of one version of the registry. */
export type Order = {
  readonly walletId: WalletId;
  readonly packId: PackId;
  readonly credits: Credits;
  /** Before tax and discounts. */
  readonly price: Money;
  readonly registryVersion: number;
  /** Of the request that ordered it; the entry that the payment ends in has it too. */
  readonly traceId: TraceId;
};

/** An order on its way to the provider. */
export type OrderForm = Order & {
  /** What the payer is shown. */
  readonly name: string;
  /** The provider's own name for the price, where one is configured there. */
  readonly priceId?: string;
};

/** An order that may have been given before, by what a caller says of it. */
export type FormerOrder = {
  readonly walletId: WalletId;
  readonly packId: string;
  readonly key: IdempotencyKey;
};

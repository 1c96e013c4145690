import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { WalletId } from '../wallet/ids.js';
import { referenceOf } from './order-metadata.js';

const WALLET = 'cz_wallet';

/** Whose customer it is; undefined when it is none of this service's. */
export const referenceOfCustomer = (customer: Stripe.Customer): string | null =>
  customer.metadata[WALLET] ?? null;

/** As many as are kept in mind; any can be asked for again. */
const MOST_REMEMBERED = 10_000;

/**
 * One customer a client, and nothing of it stored here: Stripe's search finds it within a minute of its making, and for the
 * first day the idempotency key under which it is made stands for it.
 */
export class Customers {
  readonly #stripe: Stripe;
  readonly #known = new Map<string, string>();

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  /** The customer of a client, made where there is none. */
  async of(walletId: WalletId): Promise<string> {
    const reference = referenceOf(walletId);
    const id =
      this.#known.get(reference) ?? (await this.find(walletId)) ?? (await this.#make(walletId));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(reference, id);
    return id;
  }

  async find(walletId: WalletId): Promise<string | undefined> {
    return this.known(walletId) ?? (await this.search(walletId))[0];
  }

  /** The customer that was of use here before. */
  known(walletId: WalletId): string | undefined {
    return this.#known.get(referenceOf(walletId));
  }

  /** Every customer who is a client's, the first that was made first. There are several where somebody copied one by hand. */
  async search(walletId: WalletId): Promise<readonly string[]> {
    const query = `metadata['${WALLET}']:'${referenceOf(walletId)}'`;
    const { data } = await this.#stripe.customers.search({ query, limit: 100 });
    return data.toSorted((a, b) => a.created - b.created).map(({ id }) => id);
  }

  /** One that somebody deleted in Stripe: the next time another is made. `deleted` tells its key from the former one. */
  async replace(walletId: WalletId, deleted: string): Promise<string> {
    const id = await this.#make(walletId, deleted);
    this.#known.set(referenceOf(walletId), id);
    return id;
  }

  async #make(walletId: WalletId, instead = ''): Promise<string> {
    const reference = referenceOf(walletId);
    const digest = createHash('sha256').update(`${reference} ${instead}`).digest('base64url');
    const { id } = await this.#stripe.customers.create(
      {
        metadata: {
          [WALLET]: reference,
          cz_tenant: walletId.tenantId,
          cz_client: walletId.clientId,
        },
      },
      { idempotencyKey: `cz-customer-${digest}` },
    );
    return id;
  }
}

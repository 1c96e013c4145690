import type { Subject } from '../../../lib/payments/notice.js';
import {
  type Payment,
  type Payments,
  PaymentsUnavailable,
} from '../../../lib/payments/payments.js';
import { credits } from '../../../lib/wallet/credits.js';
import { clientId, idempotencyKey, packId, traceId } from '../../../lib/wallet/ids.js';
import { instant } from '../../../lib/wallet/instant.js';
import { TENANT } from '../store.js';
import type { Owner, World } from '../world.js';

export const TRACE = traceId('0af7651916cd43dd8448eb211c80319c');

/** What can happen to a payment, in minor units; each at most once, and by the id of what it happens to. */
export type Happening =
  | { readonly what: 'paid' }
  | { readonly what: 'refund'; readonly id: number; readonly amount: number }
  | { readonly what: 'refund fails'; readonly id: number }
  | { readonly what: 'dispute'; readonly id: number; readonly amount: number }
  | { readonly what: 'withdrawn' | 'reinstated'; readonly id: number }
  /** Somebody edits the metadata, or gives up the secret that it was sealed with; and puts that right. */
  | { readonly what: 'unsealed' | 'sealed again' };

/** What a client paid for, and what has become of it. */
export type Bought = {
  readonly client: string;
  readonly credits: number;
  readonly paid: number;
  readonly happened: readonly Happening[];
};

const isPaid = ({ happened }: Bought): boolean => happened.some(({ what }) => what === 'paid');

export const isSealed = ({ happened }: Bought): boolean =>
  happened.findLast(({ what }) => what === 'unsealed' || what === 'sealed again')?.what !==
  'unsealed';

/** By its own arithmetic: what refunds and disputes took from the seller, and did not give back. */
const returnedOf = ({ happened }: Bought): number => {
  const amounts = new Map<string, number>();
  for (const each of happened) {
    if (each.what === 'refund') amounts.set(`refund ${each.id}`, each.amount);
    if (each.what === 'refund fails') amounts.delete(`refund ${each.id}`);
    if (each.what === 'withdrawn') {
      const dispute = happened.find(
        ({ what, ...of }) => what === 'dispute' && 'id' in of && of.id === each.id,
      );
      if (dispute?.what === 'dispute') amounts.set(`dispute ${each.id}`, dispute.amount);
    }
    if (each.what === 'reinstated') amounts.delete(`dispute ${each.id}`);
  }
  return [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
};

/** The credits that a payment should have left in the end, if it is credited. */
export const creditsLeftBy = (bought: Bought): number => {
  if (!isPaid(bought)) return 0;
  const returned = Math.min(bought.paid, returnedOf(bought));
  return bought.credits - Math.floor((bought.credits * returned) / bought.paid);
};

/** A provider of payments in a world: it tells what is so when it is asked, and the answer may be long on its way. */
export class Provider {
  readonly bought = new Map<string, Bought>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  happens(key: string, happening: Happening): void {
    const before = this.bought.get(key);
    if (before) this.bought.set(key, { ...before, happened: [...before.happened, happening] });
  }

  /** As one process reaches it. */
  connect(owner: Owner): Payments {
    const ask = async <Answer>(what: string, look: () => Answer): Promise<Answer> => {
      if (await this.#world.wait(`asks for ${what}`, owner)) throw new PaymentsUnavailable(what);
      const answer = look();
      if (await this.#world.wait(`hears of ${what}`, owner)) throw new PaymentsUnavailable(what);
      return answer;
    };
    const refuse = (): never => {
      throw new Error('nobody asks for this here');
    };
    return {
      open: refuse,
      former: refuse,
      notice: refuse,
      subjectOf: refuse,
      find: (sessionId) =>
        ask(sessionId, () => {
          const bought = this.bought.get(sessionId);
          if (!bought) return { outcome: 'not ours' };
          return { outcome: 'found', payment: paymentOf(sessionId, bought) };
        }),
      sessionsOf: (intentId) => ask(`the checkout of ${intentId}`, () => [keyOf(intentId)]),
      returnedOf: ({ intentId = '' }) =>
        ask(`what came back of ${intentId}`, () => {
          const bought = this.bought.get(keyOf(intentId));
          return bought ? returnedOf(bought) : 0;
        }),
      paidIn: refuse,
      returnedIn: refuse,
      cashIn: refuse,
      subscriptions: {
        subscriberOf: refuse,
        current: refuse,
        subscribe: refuse,
        upgrade: refuse,
        schedule: refuse,
        keep: refuse,
        undo: refuse,
        portalUrl: refuse,
      },
    };
  }
}

/** Where a message about it says that one should look; of what was put right an operator sends the first one again. */
export const subjectOf = (key: string, { what }: Happening): Subject =>
  what === 'paid' || what === 'sealed again'
    ? { kind: 'checkout', sessionId: key }
    : { kind: 'payment', intentId: intentOf(key) };

const intentOf = (key: string): string => `pi_${key}`;
const keyOf = (intentId: string): string => intentId.slice(intentOf('').length);

const paymentOf = (key: string, bought: Bought): Payment => {
  const total = { amountMinor: bought.paid, currency: 'eur' };
  const walletId = { tenantId: TENANT, clientId: clientId(bought.client) };
  return {
    key: idempotencyKey(key),
    walletId,
    order: isSealed(bought)
      ? {
          walletId,
          packId: packId('pack'),
          credits: credits(bought.credits),
          price: total,
          registryVersion: 1,
          traceId: TRACE,
        }
      : { mismatch: 'its metadata is not what was sealed' },
    status: isPaid(bought) ? 'paid' : 'open',
    total,
    intentId: intentOf(key),
    openedAt: instant('2026-01-15T10:00:00Z'),
  };
};

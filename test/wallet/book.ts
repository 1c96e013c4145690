import type { Actor } from '../../lib/wallet/actor.js';
import type { Catalog } from '../../lib/wallet/catalog.js';
import type { Command } from '../../lib/wallet/command.js';
import { credits, type Money, microEuro } from '../../lib/wallet/credits.js';
import { decide } from '../../lib/wallet/decide.js';
import type { Decision, PastEntry, Refusal } from '../../lib/wallet/decision.js';
import { type EntryName, entryName } from '../../lib/wallet/entry-name.js';
import { kindOf, refOf, type WalletEvent } from '../../lib/wallet/event.js';
import { evolve } from '../../lib/wallet/evolve.js';
import { actionId, idempotencyKey, packId, planId, productId } from '../../lib/wallet/ids.js';
import { type Instant, instant } from '../../lib/wallet/instant.js';
import { balance, type Wallet } from '../../lib/wallet/wallet.js';

/** Round numbers that no rule depends on: a credit is worth 50,000 micro-euros. */
export const CATALOG: Catalog = catalogWith();

type Terms = {
  readonly version?: number;
  readonly base?: { readonly monthlyGrant: number; readonly softCap: number };
  readonly askPrice?: number;
  readonly proPrice?: Money;
  readonly intelligencePrice?: Money;
};

export function catalogWith(terms: Terms = {}): Catalog {
  const { version = 1, base, askPrice = 2, intelligencePrice, proPrice } = terms;
  const plan = (
    id: string,
    monthlyGrant: number,
    softCap: number,
    selfService: boolean,
    price?: Money,
  ) => ({
    ...(price && { price }),
    planId: planId(id),
    monthlyGrant: credits(monthlyGrant),
    softCap: credits(softCap),
    selfService,
  });
  const action = (id: string, product: string, price: number, by: 'any' | 'service') => ({
    actionId: actionId(id),
    product: productId(product),
    creditsPerUnit: credits(price),
    estimatedCostPerUnit: microEuro(12_000),
    chargeableBy: by,
  });
  const basePlan = plan('base', base?.monthlyGrant ?? 100, base?.softCap ?? 300, true);
  const plans = [
    basePlan,
    plan('intelligence', 400, 1200, true, intelligencePrice),
    plan('professional', 1000, 3000, false, proPrice),
  ];
  const actions = [
    action('ask_ai', 'geospatial', askPrice, 'any'),
    action('deal_screen', 'secondary_market', 10, 'any'),
    action('satellite_change', 'geospatial', 25, 'service'),
  ];
  return {
    version,
    creditValue: microEuro(50_000),
    defaultPlan: basePlan,
    plans: new Map(plans.map((each) => [each.planId, each])),
    actions: new Map(actions.map((each) => [each.actionId, each])),
  };
}

export const user: Actor = { kind: 'user' };
export const service: Actor = { kind: 'service', name: 'worker' };
export const geospatial: Actor = { kind: 'service', name: 'geo', product: productId('geospatial') };
export const admin: Actor = { kind: 'admin', who: 'ada' };

/** A command as a test writes it: what it leaves out is a user's, of the book's time, with the next free key. */
export type Ask<C extends Command = Command> = C extends Command
  ? Omit<C, 'key' | 'at' | 'actor' | 'enforce'> & {
      readonly key?: string;
      readonly at?: string;
      readonly actor?: Actor;
      readonly enforce?: boolean;
    }
  : never;

/** One wallet in memory: runs commands through `decide` and `evolve`, and keeps the entries that later ones refer to. */
export class Book {
  wallet: Wallet | undefined;
  readonly entries: (PastEntry & { readonly ref: EntryName | undefined })[] = [];
  now: Instant;
  catalog: Catalog;

  constructor(at: string, catalog: Catalog = CATALOG) {
    this.now = instant(at);
    this.catalog = catalog;
  }

  decide(ask: Ask): Decision {
    const command = {
      enforce: true,
      actor: user,
      ...ask,
      key: idempotencyKey(ask.key ?? `k${this.entries.length + 1}`),
      at: ask.at ? instant(ask.at) : this.now,
    } as Command;
    this.now = command.at;
    const decision = decide(this.wallet, command, {
      catalog: this.catalog,
      named: (name) => this.entries.find((entry) => entry.name === name),
      referringTo: (name) => this.entries.filter((entry) => entry.ref === name),
    });
    if (decision.outcome === 'accepted') {
      for (const event of decision.events) this.append(event, command.key);
    }
    return decision;
  }

  /** Runs a command that must be accepted, and answers with its own event (what was due goes before it). */
  accept(ask: Ask): WalletEvent {
    const decision = this.decide(ask);
    const own = decision.outcome === 'accepted' ? decision.events.at(-1) : undefined;
    if (!own) throw new Error(`expected to be accepted: ${JSON.stringify({ ask, decision })}`);
    return own;
  }

  /** Runs a command that must be refused, and answers with the refusal. */
  refuse(ask: Ask): Refusal {
    const decision = this.decide(ask);
    if (decision.outcome !== 'refused') {
      throw new Error(`expected to be refused: ${JSON.stringify({ ask, decision })}`);
    }
    return decision.refusal;
  }

  get kinds(): readonly string[] {
    return this.entries.map(({ event }) => kindOf(event));
  }

  /** `[granted, purchased, balance]` */
  get buckets(): readonly number[] {
    if (!this.wallet) return [0, 0, 0];
    return [this.wallet.granted, this.wallet.purchased, balance(this.wallet)];
  }

  private append(event: WalletEvent, key: string): void {
    this.entries.push({ name: entryName(kindOf(event), key), event, ref: refOf(event) });
    this.wallet = evolve(this.wallet, event);
  }
}

/** A wallet opened on the first of January 2026 (base: 100 a month, capped at 300), topped up when asked. */
export const openBook = (
  options: { readonly purchased?: number; readonly catalog?: Catalog } = {},
) => {
  const book = new Book('2026-01-01T00:00:00Z', options.catalog);
  if (options.purchased) {
    book.accept({
      type: 'TopUp',
      key: 'cs_funding',
      packId: packId('pack'),
      credits: credits(options.purchased),
      paid: { amountMinor: 1000, currency: 'eur' },
      actor: { kind: 'stripe' },
    });
    return book;
  }
  book.accept({ type: 'DebitCredits', key: 'opening', actionId: 'ask_ai', quantity: 1 });
  book.accept({
    type: 'ReverseDebit',
    debitKey: idempotencyKey('opening'),
    reason: 'opens the wallet',
    actor: service,
  });
  return book;
};

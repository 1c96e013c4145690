import { confirmTopUp } from '../../../lib/credits/confirm-top-up.js';
import { heedNotice } from '../../../lib/credits/heed-notice.js';
import { LedgerUnavailable } from '../../../lib/ledger/ledger.js';
import { verify } from '../../../lib/ledger/verification/verify.js';
import { PaymentsUnavailable } from '../../../lib/payments/payments.js';
import { clientId } from '../../../lib/wallet/ids.js';
import { instant } from '../../../lib/wallet/instant.js';
import { lockingStore } from '../locking-store.js';
import { odooStore } from '../odoo/odoo-store.js';
import { Process } from '../process.js';
import { Random } from '../random.js';
import { type LedgerName, type Store, TENANT } from '../store.js';
import { type Fault, World } from '../world.js';
import { creditsLeftBy, type Happening, isSealed, Provider, subjectOf, TRACE } from './provider.js';
import { drawScript } from './script.js';

const STORES = { locking: lockingStore, odoo: odooStore };

type Message = { readonly key: string; readonly about: Happening; acknowledged: boolean };

/** What happens how often. */
const STORMY = {
  happen: 8,
  deliver: 22,
  confirm: 5,
  'go on': 60,
  die: 2,
  start: 3,
  freeze: 3,
  thaw: 2,
};
const CALM = { ...STORMY, happen: 15, deliver: 0, confirm: 0, die: 0 };

/** Of the happenings that are still to come, those whose time has come. */
type Script = { readonly key: string; readonly rest: Happening[] };

/**
 * Payments, refunds and disputes happen while processes die and answers are late; their messages come in any order, twice
 * or after hours, until somebody acknowledged each; and people edit what says what was ordered. In the end every wallet has
 * what its payments left; one that was edited before anybody heard of it may have been credited, or not.
 */
export class PaymentHistory {
  readonly #world: World;
  readonly #random: Random;
  readonly #store: Store;
  readonly #provider: Provider;
  readonly #processes: readonly Process[];
  readonly #messages: Message[] = [];
  /** What operators were told of. */
  readonly #refused = new Set<string>();
  readonly #scripts: Script[];
  /** Nobody dies and nothing fails: then no message comes again and mends what a handler left that was held up. */
  readonly #calm: boolean;
  readonly problems: string[] = [];

  constructor(seed: number, ledger: LedgerName, record?: (line: string) => void) {
    this.#random = new Random(seed);
    this.#world = new World(Date.parse('2026-01-31T23:59:00Z'), record);
    this.#store = STORES[ledger](this.#world, {
      committed: () => {},
      published: () => {},
      violated: (problem) => this.problems.push(problem),
    });
    this.#provider = new Provider(this.#world);
    const shared = { world: this.#world, store: this.#store, skew: 0, enforce: true, wraps: {} };
    const memory = { mostOfOne: 6, mostEntries: 20 };
    this.#processes = ['p1', 'p2', 'p3'].map(
      (name) => new Process({ ...shared, name, mostInBatch: 4, memory }),
    );
    this.#calm = this.#random.chance(60);
    const keys = this.#calm ? ['cs_1'] : ['cs_1', 'cs_2', 'cs_3'];
    this.#scripts = keys.map((key, nth) => {
      const client = nth === 2 ? 'bob' : 'ada';
      const bought = { client, credits: this.#random.pick([100, 31, 7]), paid: 900, happened: [] };
      this.#provider.bought.set(key, bought);
      return { key, rest: drawScript(this.#random) };
    });
  }

  async run(steps: number): Promise<readonly string[]> {
    for (let step = 0; step < steps; step += 1) {
      this.#take();
      await this.#world.rest();
    }
    for (const script of this.#scripts) while (script.rest.length > 0) this.#happen(script);
    await this.#finish();
    return this.problems;
  }

  #take(): void {
    const what = this.#random.weighted(this.#calm ? CALM : STORMY);
    const process = this.#random.pick([0, 1, 2]);
    if (what === 'happen')
      this.#happen(this.#scripts[this.#random.between(0, this.#scripts.length - 1)]);
    if (what === 'deliver') this.#deliver(this.#random.between(0, 99), process);
    if (what === 'confirm') this.#confirm(process);
    if (what === 'go on') this.#world.pick(this.#random.between(0, 99), this.#drawFault());
    if (what === 'die') this.#processes[process]?.crash({ delivers: this.#random.chance(50) });
    const { owner } = this.#processes[process] ?? {};
    if (what === 'freeze' && owner) this.#world.freeze(owner);
    if (what === 'thaw' && owner) this.#world.thaw(owner);
    if (what === 'start') this.#processes[process]?.start();
  }

  #drawFault(): Fault | undefined {
    return !this.#calm && this.#random.chance(8)
      ? this.#random.pick(['unreachable', 'orphaned', 'conflict'])
      : undefined;
  }

  #happen(script: Script | undefined): void {
    const about = script?.rest.shift();
    if (!script || !about) return;
    this.#provider.happens(script.key, about);
    this.#world.note(() => `${script.key}: ${JSON.stringify(about)}`);
    if (about.what === 'unsealed') return; // of which nobody is told
    this.#messages.push({ key: script.key, about, acknowledged: false });
    if (this.#calm) this.#deliver(this.#messages.length - 1, this.#random.pick([0, 1, 2]));
  }

  /** Any of them, also one that was acknowledged: nobody promises that it does not come again. */
  #deliver(nth: number, processNth: number): void {
    const message = this.#messages[nth % Math.max(1, this.#messages.length)];
    const { app, owner } = this.#processes[processNth] ?? {};
    if (!message || !app || !owner) return;
    const { about, key } = message;
    const notice = {
      id: `evt_${nth}`,
      type: about.what,
      objectId: key,
      occurredAt: instant(this.#world.now),
      subject: subjectOf(key, about),
    };
    heedNotice(app, this.#provider.connect(owner), notice, TRACE).then(({ fate }) => {
      message.acknowledged = true;
      if (fate === 'refused') this.#refused.add(key);
    }, this.#expectOutage);
  }

  #confirm(processNth: number): void {
    const keys = [...this.#provider.bought.keys()];
    this.#comeBack(keys[this.#random.between(0, keys.length - 1)] ?? '', processNth);
  }

  /** The client of a payment comes back from it. */
  #comeBack(key: string, processNth: number): void {
    const { app, owner } = this.#processes[processNth] ?? {};
    const bought = this.#provider.bought.get(key);
    if (!app || !owner || !bought) return;
    const walletId = { tenantId: TENANT, clientId: clientId(bought.client) };
    confirmTopUp(app, this.#provider.connect(owner), walletId, key, TRACE).catch(
      this.#expectOutage,
    );
  }

  readonly #expectOutage = (error: unknown): void => {
    if (error instanceof PaymentsUnavailable || error instanceof LedgerUnavailable) return;
    this.problems.push(String(error));
  };

  async #finish(): Promise<void> {
    await this.#settle();
    for (const process of this.#processes) {
      if (process.owner) this.#world.thaw(process.owner);
      await this.#settle();
      process.start();
    }
    for (let round = 0; round < 5; round += 1) {
      this.#messages.forEach(({ acknowledged }, nth) => {
        if (!acknowledged) this.#deliver(nth, nth % 3);
      });
      await this.#world.rest();
      await this.#settle();
    }
    // Who credited an order as it was, and died, left what an operator settles. Where nobody dies there is nothing.
    if (!this.#calm) for (const key of this.#refused) this.#comeBack(key, 0);
    await this.#settle();
    if (this.#messages.some(({ acknowledged }) => !acknowledged))
      this.problems.push('a message is never done');
    for (const waiting of this.#world.waiting) this.problems.push(`stuck: ${waiting}`);
    await this.#compare();
  }

  async #settle(): Promise<void> {
    await this.#world.rest();
    while (this.#world.pick(this.#random.between(0, 99))) await this.#world.rest();
  }

  async #compare(): Promise<void> {
    const ledger = this.#store.atRest();
    for await (const { clientId, problem, seq } of verify(ledger, TENANT)) {
      this.problems.push(`${clientId}: entry ${seq}: ${problem}`);
    }
    const purchased = new Map<string, number>();
    for await (const stored of ledger.wallets(TENANT)) {
      if ('wallet' in stored) purchased.set(stored.clientId, stored.wallet.purchased);
    }
    const credited = new Set<unknown>();
    for await (const { row } of ledger.scan(TENANT)) {
      if (row?.['kind'] === 'topup') credited.add(row['idempotency_key']);
    }
    for (const client of ['ada', 'bob']) {
      const wanted = [...this.#provider.bought]
        .filter(([key, each]) => each.client === client && (isSealed(each) || credited.has(key)))
        .reduce((sum, [, each]) => sum + creditsLeftBy(each), 0);
      const found = purchased.get(client) ?? 0;
      if (found !== wanted)
        this.problems.push(`${client} has ${found} purchased credits, not ${wanted}`);
    }
  }
}

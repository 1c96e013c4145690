import { LedgerUnavailable } from '../../lib/ledger/ledger.js';
import type { Memory } from '../../lib/ledger/odoo/known-wallets.js';
import { verify } from '../../lib/ledger/verification/verify.js';
import { clientId } from '../../lib/wallet/ids.js';
import { type Ask, dated } from './asks.js';
import { durationTo } from './clock.js';
import { lockingStore } from './locking-store.js';
import type { Attempt } from './model/attempt.js';
import { Model } from './model/model.js';
import { odooStore } from './odoo/odoo-store.js';
import { Process } from './process.js';
import { Random } from './random.js';
import { send } from './send.js';
import type { Step } from './steps.js';
import { type LedgerName, type Store, TENANT, type Wraps } from './store.js';
import type { Move } from './tables.js';
import { documentOf } from './terms.js';
import { type Fault, World } from './world.js';

export type Run = {
  readonly seed: number;
  readonly ledger: LedgerName;
  readonly steps: readonly Step[];
  readonly wraps?: Wraps;
  /** Told every line of the history as it happens. */
  readonly record?: ((line: string) => void) | undefined;
  /** Told of every commit at the moment when it is carried out. */
  readonly onCommit?: (moves: readonly Move[]) => void;
};

/** The first thing that was wrong, and at which step. After the last step everything is let go, and verified. */
export type Failure = { readonly step: number; readonly problem: string };

const STARTS = [
  '2026-01-15T10:00:00.000Z',
  '2026-12-31T23:59:58.000Z',
  '2028-02-28T23:59:59.000Z',
] as const;

const STORES = { locking: lockingStore, odoo: odooStore };

/** How much processes remember: all that there will be, or less than they need. */
const MEMORIES: readonly [Memory, ...Memory[]] = [
  { mostOfOne: 1000, mostEntries: 1000 },
  { mostOfOne: 6, mostEntries: 20 },
  { mostOfOne: 1, mostEntries: 1 },
];

/** Runs a history. The same seed and steps make the same history, to the letter. */
export const simulate = async (run: Run): Promise<Failure | undefined> => new Simulation(run).run();

type Sent = { readonly attempt: Attempt; readonly process: Process };

class Simulation {
  readonly #run: Run;
  readonly #random: Random;
  readonly #world: World;
  readonly #store: Store;
  readonly #model: Model;
  readonly #processes: readonly Process[];
  readonly #clients: readonly string[];
  readonly #sent: Sent[] = [];

  constructor(run: Run) {
    this.#run = run;
    // Another generator than that of the steps: what is left out of these does not change the setting.
    const random = new Random(~run.seed);
    this.#random = random;
    const start = Date.parse(random.pick([...STARTS]));
    this.#world = new World(start, run.record);
    this.#model = new Model(this.#world);
    this.#store = STORES[run.ledger](this.#world, {
      committed: (moves) => {
        this.#model.committed(moves);
        run.onCommit?.(moves);
      },
      published: (version, document) =>
        this.#model.versions.add({ version, document, publishedAt: this.#world.now }),
      violated: (problem) => this.#model.problems.push(problem),
    });
    this.#clients = ['ada', 'bob', 'cleo', 'dan'].slice(0, random.between(2, 4));
    this.#processes = ['p1', 'p2', 'p3', 'p4'].slice(0, random.between(2, 4)).map((name) => {
      const skew = random.pick([0, 0, random.between(-3000, 3000)]);
      const { wraps = {} } = run;
      const shared = { world: this.#world, store: this.#store, wraps };
      const mostInBatch = random.pick([1, 2, 256]);
      const memory = random.pick(MEMORIES);
      const enforce = random.chance(75);
      return new Process({ ...shared, name, skew, mostInBatch, memory, enforce });
    });
  }

  async run(): Promise<Failure | undefined> {
    const { steps } = this.#run;
    for (const [index, step] of steps.entries()) {
      this.#world.note(() => `${index}: ${JSON.stringify(step)}`);
      await this.#take(step);
      await this.#world.rest();
      const failure = this.#failure(index);
      if (failure) return failure;
    }
    this.#world.note(() => 'everything is let go');
    await this.#finish();
    return this.#failure(steps.length);
  }

  #failure(step: number): Failure | undefined {
    const [problem] = this.#model.problems;
    return problem === undefined ? undefined : { step, problem };
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case 'ask': {
        const client = round(this.#clients, step.wallet) ?? '';
        return this.#ask(step.process, client, dated(step.ask, this.#world.now));
      }
      case 'repeat': {
        const unknown = this.#sent.filter(({ attempt }) => attempt.status === 'unknown');
        const again = round(step.of === 'unknown' ? unknown : this.#sent, step.nth);
        if (again) this.#ask(step.process, again.attempt.clientId, again.attempt.ask);
        return;
      }
      case 'go on':
        this.#world.pick(step.nth, step.fault);
        return;
      case 'settle':
        return this.#settle(step.most, new Random(step.nth), step.fault);
      case 'clock':
        return this.#world.move(durationTo(step.to, step.by, this.#world.now));
      case 'publish':
        return this.#store.publish(documentOf(step.terms));
      case 'crash':
        return this.#crash(step);
      case 'start':
        return round(this.#processes, step.process)?.start();
    }
  }

  /** What waits goes on, in any order. */
  async #settle(most: number, random: Random, fault?: Fault): Promise<void> {
    for (
      let picks = 0;
      picks < most && this.#world.pick(random.between(0, 999), fault);
      picks += 1
    ) {
      await this.#world.rest();
    }
  }

  #ask(nth: number, client: string, ask: Ask): void {
    const process = round(
      this.#processes.filter(({ app }) => app),
      nth,
    );
    if (!process?.app) return;
    const { enforce, skew } = process.options;
    const attempt: Attempt = {
      id: this.#sent.length,
      clientId: client,
      ask,
      enforce,
      skew,
      timesBefore: this.#world.times.length,
      statesBefore: this.#model.history(client).states.length,
      status: 'waiting',
    };
    this.#sent.push({ attempt, process });
    this.#model.asked(attempt);
    const walletId = { tenantId: TENANT, clientId: clientId(client) };
    send(process.app, walletId, ask).then(
      (answer) => {
        this.#world.note(() => `  ${client} is told ${JSON.stringify(answer)}`);
        this.#model.answered(attempt, answer);
      },
      (error: unknown) => {
        this.#world.note(() => `  ${client} is told ${String(error)}`);
        if (error instanceof LedgerUnavailable) this.#model.unanswered(attempt);
        else this.#model.threw(attempt, error);
      },
    );
  }

  #crash(step: { readonly process: number; readonly delivers: boolean }): void {
    const process = round(this.#processes, step.process);
    process?.crash(step);
    for (const { attempt, process: asked } of this.#sent) {
      if (asked === process && attempt.status === 'waiting') this.#model.unanswered(attempt);
    }
  }

  /** All processes are up and every fault is over: now everything has to come to its end, and to add up. */
  async #finish(): Promise<void> {
    await this.#settle(Number.POSITIVE_INFINITY, this.#random);
    for (const process of this.#processes) process.start();
    for (const { attempt } of [...this.#sent]) {
      if (attempt.status === 'unknown') this.#ask(attempt.id, attempt.clientId, attempt.ask);
    }
    await this.#world.rest();
    await this.#settle(Number.POSITIVE_INFINITY, this.#random);
    for (const { attempt } of this.#sent) {
      if (attempt.status !== 'waiting') continue;
      this.#model.problems.push(`${JSON.stringify(attempt.ask)} is never answered`);
    }
    for (const waiting of this.#world.waiting) this.#model.problems.push(`stuck: ${waiting}`);
    for await (const { clientId, problem, seq } of verify(this.#store.atRest(), TENANT)) {
      this.#model.problems.push(`${clientId}: verification of entry ${seq}: ${problem}`);
    }
  }
}

/** The `nth` of them, counted round. */
const round = <T>(of: readonly T[], nth: number): T | undefined => of[nth % Math.max(1, of.length)];

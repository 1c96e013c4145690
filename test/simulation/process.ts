import type { Credits } from '../../lib/credits/app.js';
import { GroupCommit } from '../../lib/ledger/group-commit.js';
import type { Memory } from '../../lib/ledger/odoo/known-wallets.js';
import { CurrentRegistry } from '../../lib/registry/current-registry.js';
import { registryDocument } from '../../lib/registry/document.js';
import { idempotencyKey } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { type Store, TENANT, type Wraps } from './store.js';
import { documentOf, FIRST } from './terms.js';
import type { Owner, World } from './world.js';

const first = registryDocument.parse(documentOf(FIRST));

export type ProcessOptions = {
  readonly name: string;
  readonly world: World;
  readonly store: Store;
  /** By how many milliseconds its clock is off. */
  readonly skew: number;
  readonly enforce: boolean;
  readonly mostInBatch: number;
  readonly memory: Memory;
  readonly wraps: Wraps;
};

/** One instance of the application, as `compose` builds it, that may die and be started again with nothing in memory. */
export class Process {
  readonly options: ProcessOptions;
  #lives = 0;
  #life: { readonly owner: Owner; readonly app: Credits } | undefined;

  constructor(options: ProcessOptions) {
    this.options = options;
    this.start();
  }

  get app(): Credits | undefined {
    return this.#life?.app;
  }

  /** Who waits in the world for what this life does. */
  get owner(): Owner | undefined {
    return this.#life?.owner;
  }

  start(): void {
    if (this.#life) return;
    this.#lives += 1;
    const owner = { name: `${this.options.name}.${this.#lives}`, alive: true };
    this.#life = { owner, app: this.#compose(owner) };
  }

  /** Everything in its memory is gone; what it had sent to the storage may still arrive there. */
  crash(how: { readonly delivers: boolean }): void {
    if (!this.#life) return;
    this.options.store.cut(this.#life.owner, how);
    this.#life = undefined;
  }

  #compose(owner: Owner): Credits {
    const { enforce, memory, mostInBatch, skew, store, world, wraps } = this.options;
    const now = () => instant(world.now + skew);
    const newEventId = () => {
      return `01940000-0000-7000-8000-${world.nextId().toString(16).padStart(12, '0')}`;
    };
    const { ledger, registry: kept } = store.connect(owner, { newEventId, wraps, memory });
    const registry = new CurrentRegistry({
      store: kept,
      tenantId: TENANT,
      first,
      now,
      elapsed: () => world.now,
    });
    const groupCommit = new GroupCommit(ledger, {
      catalog: async () => (await registry.current()).catalog,
      mostInBatch,
    });
    return {
      tenantId: TENANT,
      enforce,
      now,
      newKey: () => idempotencyKey(`auto-${world.nextId()}`),
      registry,
      ledger,
      reports: () => Promise.reject(new Error('nobody reports here')),
      submit: (submission) => groupCommit.submit(submission),
      signReceipt: undefined,
      topUpHref: '',
      paymentGraceSeconds: 0,
      log: () => {},
    };
  }
}

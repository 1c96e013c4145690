import type { TenantId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { RegistryDocument } from './document.js';
import { type Publication, type Registry, type RegistryStore, registryOf } from './registry.js';

/** A new version is in force everywhere within 30 seconds: this, and the time that reading it takes. */
const FRESH_FOR_MS = 20_000;

/** Of older versions, which may be large, those that were asked for last. */
const MOST_KEPT = 32;

/**
 * The registry in force, read again when it grows old. Without any version in the store, the first document given here
 * becomes version 1, so that what entries refer to can always be read.
 */
export class CurrentRegistry {
  readonly #store: RegistryStore;
  readonly #tenantId: TenantId;
  readonly #first: RegistryDocument;
  readonly #now: () => Instant;
  readonly #elapsed: () => number;
  readonly #versions = new Map<number, Registry>();
  /** Those that are being read, so that nobody asks for one twice at a time. */
  readonly #reading = new Map<number, Promise<Registry | undefined>>();
  #current: { readonly registry: Promise<Registry>; readonly readAt: number } | undefined;

  constructor(options: {
    readonly store: RegistryStore;
    readonly tenantId: TenantId;
    readonly first: RegistryDocument;
    readonly now: () => Instant;
    /** Milliseconds that only go forward, whatever is done to wallet time. */
    readonly elapsed?: () => number;
  }) {
    this.#store = options.store;
    this.#tenantId = options.tenantId;
    this.#first = options.first;
    this.#now = options.now;
    this.#elapsed = options.elapsed ?? (() => performance.now());
  }

  /** The version in force, at most half a minute old. */
  current(): Promise<Registry> {
    const age = this.#elapsed() - (this.#current?.readAt ?? -Infinity);
    if (!this.#current || age > FRESH_FOR_MS) {
      const registry = this.#latest();
      this.#current = { registry, readAt: this.#elapsed() };
      registry.catch(() => {
        this.#current = undefined; // the next caller asks again
      });
    }
    return this.#current.registry;
  }

  /** The last version that there is now, not one that was read a while ago: for whoever is about to publish the next. */
  latest(): Promise<Registry> {
    this.#current = undefined;
    return this.current();
  }

  /**
   * Publishes a version; undefined: one of that number is there already. It is in force here at once, and wherever else as
   * soon as it is read again. What is asked meanwhile waits for the store, also where nobody knows if it took the version.
   */
  async publish(content: Omit<Publication, 'publishedAt'>): Promise<Registry | undefined> {
    const publication = { ...content, publishedAt: this.#now() };
    const registry = registryOf(publication);
    try {
      const published = await this.#store.publish(this.#tenantId, publication);
      return published ? this.#keep(registry) : undefined;
    } finally {
      this.#current = undefined;
    }
  }

  /** An older version, as it was published; undefined when there never was one of that number. */
  async version(version: number): Promise<Registry | undefined> {
    const known = this.#versions.get(version);
    if (known) return this.#keep(known);
    const reading = this.#reading.get(version) ?? this.#read(version);
    this.#reading.set(version, reading);
    return reading;
  }

  async #read(version: number): Promise<Registry | undefined> {
    try {
      const publication = await this.#store.version(this.#tenantId, version);
      return publication && this.#keep(registryOf(publication));
    } finally {
      this.#reading.delete(version);
    }
  }

  async #latest(): Promise<Registry> {
    const latest = await this.#store.latest(this.#tenantId);
    if (latest) return this.#keep(this.#versions.get(latest.version) ?? registryOf(latest));
    await this.#store.publish(this.#tenantId, {
      version: 1,
      document: this.#first,
      publishedAt: this.#now(),
      author: 'system',
      note: 'the default catalog',
    });
    return this.#latest(); // ours, or that of an instance that was faster
  }

  #keep(registry: Registry): Registry {
    this.#versions.delete(registry.version);
    this.#versions.set(registry.version, registry);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > MOST_KEPT && oldest) this.#versions.delete(oldest);
    return registry;
  }
}

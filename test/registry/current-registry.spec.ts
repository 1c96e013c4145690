import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CurrentRegistry } from '../../lib/registry/current-registry.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import type { Publication, RegistryStore } from '../../lib/registry/registry.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { newGate } from '../support/gate.js';

const tenant = tenantId('cityzeen');
const now = () => instant('2026-01-15T10:00:00Z');

/** Versions in memory, with a count of the questions. `atOnce` holds them back until that many have come. */
class Shelf implements RegistryStore {
  readonly versions: Publication[] = [];
  asked = 0;
  down = false;
  #waiting: (() => void)[] = [];

  constructor(private readonly atOnce = 1) {}

  async latest(): Promise<Publication | undefined> {
    this.asked += 1;
    if (this.down) throw new Error('the shelf is down');
    const found = this.versions.at(-1);
    await this.#together();
    return found;
  }

  async version(_: unknown, version: number): Promise<Publication | undefined> {
    this.asked += 1;
    return this.versions.find((each) => each.version === version);
  }

  async publish(_: unknown, publication: Publication): Promise<boolean> {
    if (this.versions.some(({ version }) => version === publication.version)) return false;
    this.versions.push(publication);
    return true;
  }

  put(version: number): void {
    const note = `version ${version}`;
    const document = { ...defaultCatalog, creditValueMicroEur: version };
    this.versions.push({ version, document, publishedAt: now(), author: 'a test', note });
  }

  #together(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length < this.atOnce) return;
      for (const release of this.#waiting.splice(0)) release();
    });
  }
}

const on = (store: RegistryStore) =>
  new CurrentRegistry({ store, tenantId: tenant, first: defaultCatalog, now });

const versionOf = async (registry: CurrentRegistry) => (await registry.current()).version;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the registry in force', () => {
  it('is read again when it is older than twenty seconds, and not before', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const registry = on(shelf);
    expect(await versionOf(registry)).toBe(1);
    shelf.put(2);
    vi.advanceTimersByTime(20_000);
    expect([await versionOf(registry), shelf.asked]).toEqual([1, 1]);
    vi.advanceTimersByTime(1);
    expect([await versionOf(registry), shelf.asked]).toEqual([2, 2]);
  });

  it('is read once for all who ask at the same time', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const registry = on(shelf);
    await Promise.all(Array.from({ length: 50 }, () => registry.current()));
    expect(shelf.asked).toBe(1);
  });

  it('is asked for again by the next caller where reading it failed', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    shelf.down = true;
    const registry = on(shelf);
    await expect(registry.current()).rejects.toThrow('the shelf is down');
    shelf.down = false;
    expect(await versionOf(registry)).toBe(1);
  });
});

it('an older version is read once for all who ask at the same time', async () => {
  const shelf = new Shelf();
  shelf.put(1);
  const registry = on(shelf);
  const found = await Promise.all(Array.from({ length: 50 }, () => registry.version(1)));
  expect([shelf.asked, new Set(found).size]).toEqual([1, 1]);
  expect(await registry.version(2)).toBeUndefined();
  shelf.put(2);
  expect(await registry.version(2)).toMatchObject({ note: 'version 2' });
});

describe('publishing', () => {
  const next = (version: number, author = 'ada') => ({
    version,
    document: { ...defaultCatalog, creditValueMicroEur: version },
    author,
  });

  it('puts a version in force at once, under the time that it is', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const registry = on(shelf);
    expect(await versionOf(registry)).toBe(1);
    expect(await registry.publish(next(2))).toMatchObject({ ...next(2), publishedAt: now() });
    expect(shelf.versions.at(-1)).toEqual({ ...next(2), publishedAt: now() });
    expect(await versionOf(registry)).toBe(2);
  });

  it('gives a number once, and whoever comes second goes on with what is there', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const [registry, another] = [on(shelf), on(shelf)];
    await Promise.all([registry.current(), another.current()]);
    expect(await another.publish(next(2, 'eve'))).toMatchObject({ author: 'eve' });
    expect(await registry.publish(next(2))).toBeUndefined();
    expect((await registry.current()).author).toBe('eve');
    expect((await registry.version(2))?.author).toBe('eve');
  });

  it('leaves in force what is last, whichever of two publications is told last', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const registry = on(shelf);
    await registry.current();
    const told = newGate();
    vi.spyOn(shelf, 'publish').mockImplementationOnce(async () => {
      shelf.put(2);
      await told.opened;
      return true;
    });
    const first = registry.publish(next(2));
    await registry.publish(next(3));
    told.open();
    await first;
    expect(await versionOf(registry)).toBe(3);
  });

  it('is looked for where the answer was lost', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const registry = on(shelf);
    await registry.current();
    vi.spyOn(shelf, 'publish').mockImplementationOnce(async () => {
      shelf.put(2);
      throw new Error('the answer was lost');
    });
    await expect(registry.publish(next(2))).rejects.toThrow('the answer was lost');
    expect(await versionOf(registry)).toBe(2);
  });

  it('is seen by who asks for the last version, and by others when theirs is old', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    const [registry, another] = [on(shelf), on(shelf)];
    await Promise.all([registry.current(), another.current()]);
    await registry.publish(next(2));
    expect(await versionOf(another)).toBe(1);
    expect((await another.latest()).version).toBe(2);
    expect(await versionOf(another)).toBe(2);
  });
});

describe('an older version', () => {
  it('stays readable, and is read once', async () => {
    const shelf = new Shelf();
    shelf.put(1);
    shelf.put(2);
    const registry = on(shelf);
    await registry.current();
    expect((await registry.version(1))?.document.creditValueMicroEur).toBe(1);
    const asked = shelf.asked;
    await registry.version(1);
    await registry.version(2);
    expect(shelf.asked).toBe(asked);
    expect(await registry.version(3)).toBeUndefined();
  });
});

describe('older versions', () => {
  it('are remembered as long as they are among the 32 that were asked for last', async () => {
    const shelf = new Shelf();
    for (let version = 1; version <= 34; version += 1) shelf.put(version);
    const registry = on(shelf);
    const readsFor = async (version: number) => {
      const asked = shelf.asked;
      expect((await registry.version(version))?.version).toBe(version);
      return shelf.asked - asked;
    };
    for (let version = 1; version <= 32; version += 1) expect(await readsFor(version)).toBe(1);
    expect(await readsFor(1)).toBe(0);
    expect(await readsFor(33)).toBe(1);
    expect([await readsFor(1), await readsFor(3), await readsFor(2)]).toEqual([0, 0, 1]);
  });
});

describe('the first version', () => {
  it('is the document given, published where there was none', async () => {
    const shelf = new Shelf();
    const registry = await on(shelf).current();
    expect(registry.document).toEqual(defaultCatalog);
    expect(shelf.versions).toEqual([
      {
        version: 1,
        document: defaultCatalog,
        publishedAt: now(),
        author: 'system',
        note: 'the default catalog',
      },
    ]);
  });

  it('is published once when two instances race, and both go on with the same', async () => {
    const shelf = new Shelf(2);
    const versions = await Promise.all([on(shelf).current(), on(shelf).current()]);
    expect(versions.map(({ version }) => version)).toEqual([1, 1]);
    expect(shelf.versions).toHaveLength(1);
  });
});

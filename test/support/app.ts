import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type App, compose } from '../../lib/compose.js';
import { readConfig } from '../../lib/config.js';
import { StorageUnreachable } from '../../lib/ledger/commit-batch.js';
import type { Db } from '../../lib/ledger/postgres/db.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { instant } from '../../lib/wallet/instant.js';
import { LOCAL_ISSUER, type LocalKeys, localKeys, localToken } from '../../scripts/local/keys.js';
import { Caller } from './caller.js';
import { migratedDb } from './migrated.js';

type LogRecord = Readonly<Record<string, unknown>>;

type Environment = Readonly<Record<string, string>>;

/** What the application under test is configured with, where a spec does not say otherwise. */
export const ENVIRONMENT = {
  CZ_CREDITS_ENFORCE: '1',
  CZ_PUBLIC_APP_URL: 'https://app.test',
  CZ_ALLOWED_ORIGINS: 'https://geospatial.test,https://market.test',
  CZ_SERVICE_SECRETS: 'worker:worker-secret,geo@geospatial:geospatial-secret',
  CZ_REGISTRY_ADMIN_SECRET: 'admin-secret',
  CZ_ADMIN_USERS: 'user_operator',
  CZ_RECEIPT_SECRET: 'receipt-secret',
  CRON_SECRET: 'cron-secret',
  CLERK_ISSUER: LOCAL_ISSUER,
} as const;

const FIRST_DAY = '2026-01-15T10:00:00Z';

/**
 * The whole application on a database in memory, spoken to through the handlers of `api/`. Wallet time stands still
 * where `at` puts it; tokens keep real time. Tests of one file share it, each with clients of its own.
 */
export class TestApi {
  readonly #env: Environment;
  /** What the application logged so far. */
  readonly logged: LogRecord[] = [];
  /** A line for each request. */
  readonly requests: LogRecord[] = [];
  #running: { readonly app: App; readonly db: Db; readonly keys: LocalKeys } | undefined;
  #clients = 0;
  #now = instant(FIRST_DAY);

  constructor(env: Environment = {}) {
    this.#env = env;
  }

  async open(shared?: { readonly db?: Db; readonly keys?: LocalKeys }): Promise<this> {
    const db = shared?.db ?? (await migratedDb());
    const keys = shared?.keys ?? (await newKeys());
    const env = { CLERK_JWT_KEY: keys.publicPem, ...ENVIRONMENT, ...this.#env };
    const log = (record: LogRecord) => this.logged.push(record);
    const logRequest = (line: LogRecord) => this.requests.push(line);
    const app = await compose(readConfig(env), { db, log, logRequest, now: () => this.#now });
    this.#running = { app, db, keys };
    return this;
  }

  /** The same database and keys, configured otherwise. */
  otherwise(env: Environment): Promise<TestApi> {
    return new TestApi({ ...this.#env, ...env }).open(this.#parts());
  }

  get app(): App {
    return this.#parts().app;
  }

  get db(): Db {
    return this.#parts().db;
  }

  get keys(): LocalKeys {
    return this.#parts().keys;
  }

  /** Puts the wallets' clock there, backwards too. */
  at(time: string): void {
    this.#now = instant(time);
  }

  /** An id that no other test of the file has. */
  newClient(): string {
    this.#clients += 1;
    return `user_${this.#clients}`;
  }

  user(clientId = this.newClient()): Caller {
    const token = localToken(clientId, this.keys);
    return this.withHeaders(async () => ({ authorization: `Bearer ${await token}` }));
  }

  /** A person who is listed in CZ_ADMIN_USERS. */
  get operator(): Caller {
    return this.user('user_operator');
  }

  get service(): Caller {
    return this.withHeaders(async () => ({ 'x-service-secret': 'worker-secret' }));
  }

  /** A service that is bound to the product geospatial. */
  get geospatial(): Caller {
    return this.withHeaders(async () => ({ 'x-service-secret': 'geospatial-secret' }));
  }

  /** A machine with the operators' secret. */
  get admin(): Caller {
    return this.withHeaders(async () => ({ 'x-cz-registry-admin': 'admin-secret' }));
  }

  /** The platform's clock. */
  get cron(): Caller {
    return this.withHeaders(async () => ({ authorization: 'Bearer cron-secret' }));
  }

  get stranger(): Caller {
    return this.withHeaders(async () => ({}));
  }

  withHeaders(credentials: () => Promise<Readonly<Record<string, string>>>): Caller {
    return new Caller(() => this.app, credentials);
  }

  /** Publishes the next version of the registry, and goes on with an instance that starts with it. */
  async publish(change: (current: RegistryDocument) => RegistryDocument): Promise<number> {
    const { document, version } = await this.app.registry.current();
    const published = await postgresRegistryStore(this.db).publish(this.app.tenantId, {
      version: version + 1,
      document: change(document),
      publishedAt: this.#now,
      author: 'a test',
    });
    if (!published) throw new Error('somebody else published that version');
    await this.open(this.#parts());
    return version + 1;
  }

  async close(): Promise<void> {
    await this.#running?.app.close();
  }

  #parts() {
    if (!this.#running) throw new Error('the application opens in beforeAll');
    return this.#running;
  }
}

/**
 * An application for the specs of a file: opened before the first of them, closed after the last. Each spec starts at
 * the same time of the same day.
 */
export const testApi = (env: Environment = {}, db?: Db): TestApi => {
  const api = new TestApi(env);
  beforeAll(async () => {
    await api.open(db && { db });
  });
  beforeEach(() => api.at(FIRST_DAY));
  afterAll(() => api.close());
  return api;
};

/** A database that nobody can reach. */
export const goneDb: Db = {
  query: () => Promise.reject(new StorageUnreachable('connect ECONNREFUSED 10.0.0.7:5432')),
  transaction: () => Promise.reject(new StorageUnreachable('connect ECONNREFUSED 10.0.0.7:5432')),
  close: async () => {},
};

const newKeys = async (): Promise<LocalKeys> => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-keys-'));
  try {
    return await localKeys(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

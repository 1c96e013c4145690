import { v4, v7 } from 'uuid';
import { clerkVerifier } from './clerk/verify-token.js';
import { type Config, ConfigError, readConfig } from './config.js';
import type { Credits } from './credits/app.js';
import { makeCheckpoint, type Taken } from './credits/make-checkpoint.js';
import { receiptSigner } from './credits/receipt.js';
import { identifyWith } from './http/identify.js';
import { byPath, everywhere, type Find, type Paths, type Routes } from './http/paths.js';
import { unavailable } from './http/problem.js';
import { rateLimits } from './http/rate-limits.js';
import { respond } from './http/respond.js';
import { type Served, serve } from './http/serve.js';
import { traceOf } from './http/trace.js';
import { GroupCommit } from './ledger/group-commit.js';
import type { Ledger, NewEventId } from './ledger/ledger.js';
import { Relay } from './ledger/mirror/relay.js';
import type { Db } from './ledger/postgres/db.js';
import { sealWith, unsealed } from './ledger/verification/checkpoint-seal.js';
import type { PaymentConfig } from './payment-config.js';
import type { Payments } from './payments/payments.js';
import type { ReceivedEvents } from './payments/received-event.js';
import { ALL, NONE } from './permission.js';
import { CurrentRegistry } from './registry/current-registry.js';
import { defaultCatalog } from './registry/default-catalog.js';
import type { RegistryDocument } from './registry/document.js';
import { openStorage, type Storage } from './storage.js';
import { type ClientId, idempotencyKey, type TenantId } from './wallet/ids.js';
import { type Instant, instant, milliseconds } from './wallet/instant.js';

/** The whole application: the use cases, and what it takes to serve them. */
export type App = Served & {
  readonly config: Config;
  readonly ledger: Ledger;
  /** Absent where there is no database to take down in what the payment provider sent. */
  readonly receivedEvents?: ReceivedEvents;
  /** Takes down how far every wallet has come. */
  readonly checkpoint: () => Promise<Taken>;
  /** When that was done last; undefined where it never was. */
  readonly lastCheckpoint: () => Promise<Instant | undefined>;
  /** Waits for what is under way, then lets go of the storage. */
  readonly close: () => Promise<void>;
};

/** What a local server or a test does differently from a deployment. */
export type Circumstances = {
  /** A database that is open already; the configuration's own stays closed then. */
  readonly db?: Db;
  readonly firstRegistry?: RegistryDocument;
  readonly isOperator?: (clientId: ClientId) => boolean;
  /** Where wallet time starts when the storage is open; from there it goes on as real time does. */
  readonly clockStart?: Instant;
  /** Wallet time itself, where it does not even go on by itself. */
  readonly now?: () => Instant;
  readonly log?: Served['log'];
  readonly logRequest?: Served['logRequest'];
};

export const VERSION = '0.1.0';

/** Builds the application for a configuration. The only place that chooses adapters. */
export const compose = async (config: Config, different: Circumstances = {}): Promise<App> => {
  const { clockStart, firstRegistry = defaultCatalog, log = logLine } = different;
  const newEventId: NewEventId = (at) => v7({ msecs: milliseconds(at) });
  const storage = await openStorage(config, newEventId, different.db);
  const { auditTrail, ledger, mirroring, mostInBatch, receivedEvents, reports } = storage;
  const clockOffset = clockStart ? milliseconds(clockStart) - Date.now() : 0;
  const now = different.now ?? (() => instant(Date.now() + clockOffset));
  const registry = new CurrentRegistry({
    store: storage.registryStore,
    tenantId: config.CZ_TENANT_ID,
    first: firstRegistry,
    now,
  });
  const groupCommit = new GroupCommit(ledger, {
    catalog: async () => (await registry.current()).catalog,
    mostInBatch,
  });
  const relay = mirroring && new Relay({ ...mirroring(config.CZ_TENANT_ID), log });
  for (const warning of config.warnings) log({ level: 'warning', message: warning });
  return {
    config,
    tenantId: config.CZ_TENANT_ID,
    enforce: config.enforce,
    now,
    newKey: () => idempotencyKey(`auto-${v4()}`),
    registry,
    ledger,
    reports,
    submit: await submittingTo(groupCommit, relay),
    ...(relay && { mirror: relay }),
    checkpoint: () => checkpointOf(storage, config, now, log),
    lastCheckpoint: () => storage.checkpointStore.lastAt(config.CZ_TENANT_ID),
    signReceipt: receiptsOf(config, clockOffset),
    topUpHref: config.CZ_PUBLIC_APP_URL
      ? new URL('/account#top-up', config.CZ_PUBLIC_APP_URL).href
      : '/account#top-up',
    paymentGraceSeconds: (config.payment?.graceDays ?? 0) * 24 * 3600,
    ...(config.payment && { payments: paymentsOf(config.payment, config.CZ_TENANT_ID) }),
    ...(receivedEvents && { receivedEvents }),
    ...(auditTrail && { auditTrail }),
    realNow: () => instant(Date.now()),
    identify: identifyWith({
      serviceSecrets: config.CZ_SERVICE_SECRETS,
      adminSecrets: config.CZ_REGISTRY_ADMIN_SECRET,
      readerSecrets: config.CZ_ADMIN_READ_SECRET,
      cronSecrets: config.CRON_SECRET,
      permissionsOf: (clientId) => {
        if (different.isOperator?.(clientId)) return ALL;
        return (
          config.CZ_ADMIN_USERS.find((each) => each.clientId === clientId)?.permissions ?? NONE
        );
      },
      verifyToken: verifierOf(config),
    }),
    operators: {
      machines: config.CZ_REGISTRY_ADMIN_SECRET.length + config.CZ_ADMIN_READ_SECRET.length > 0,
      people: config.CZ_ADMIN_USERS.length > 0 || different.isOperator !== undefined,
    },
    limit: rateLimits({
      users: config.CZ_RATE_LIMIT_USERS,
      strangers: config.CZ_RATE_LIMIT_STRANGERS,
    }),
    allowedOrigins: originsOf(config),
    log,
    ...(config.CZ_REQUEST_LOG && { logRequest: different.logRequest ?? logRequestLine }),
    close: async () => {
      await groupCommit.settled();
      await relay?.close();
      await ledger.close();
    },
  };
};

/** What was committed goes on to the mirror while the caller has the answer already; the platform is asked to wait. */
const submittingTo = async (
  groupCommit: GroupCommit,
  relay: Relay | undefined,
): Promise<Credits['submit']> => {
  if (!relay) return (submission) => groupCommit.submit(submission);
  const { waitUntil } = await import('@vercel/functions');
  return async (submission) => {
    const outcome = await groupCommit.submit(submission);
    if (outcome.outcome === 'committed') waitUntil(relay.carryOn());
    return outcome;
  };
};

/** Its short statement goes to the log, too: out of reach for whoever could change the ledger. */
const checkpointOf = async (
  { checkpointStore, ledger }: Storage,
  { CZ_CHECKPOINT_SECRET: [secret], CZ_TENANT_ID: tenantId }: Config,
  now: () => Instant,
  log: Served['log'],
): Promise<Taken> => {
  const seal = secret ? sealWith(secret) : unsealed;
  const taken = await makeCheckpoint({ tenantId, now, ledger, checkpointStore, seal });
  const { heads, ...statement } = taken.checkpoint;
  log({ level: 'info', message: 'checkpoint', ...statement });
  for (const { found, known } of taken.missing) {
    const { clientId, seq } = known;
    log({ level: 'error', message: 'entries are missing in the ledger', clientId, seq, found });
  }
  return taken;
};

/** Loaded when somebody pays, and once: a debit has no need of it. */
const paymentsOf = (terms: PaymentConfig, tenantId: TenantId): (() => Promise<Payments>) => {
  let opening: Promise<Payments> | undefined;
  return () => {
    opening ??= import('./stripe/payments.js').then(({ stripePayments }) =>
      stripePayments({ ...terms, tenantId }),
    );
    return opening;
  };
};

const verifierOf = (config: Config) =>
  config.CLERK_SECRET_KEY || config.CLERK_JWT_KEY.length > 0
    ? clerkVerifier({
        secretKey: config.CLERK_SECRET_KEY,
        jwtKeys: config.CLERK_JWT_KEY,
        issuer: config.CLERK_ISSUER,
        authorizedParties: config.CLERK_AUTHORIZED_PARTIES,
      })
    : undefined;

const receiptsOf = (
  { CZ_RECEIPT_SECRET: [secret], CZ_TENANT_ID: issuer }: Config,
  clockOffset: number,
) =>
  secret === undefined
    ? undefined
    : receiptSigner({
        secret,
        issuer,
        toRealTime: (at) => instant(milliseconds(at) - clockOffset),
      });

const originsOf = (config: Config): readonly string[] => [
  ...config.CZ_ALLOWED_ORIGINS,
  ...(config.CZ_PUBLIC_APP_URL ? [new URL(config.CZ_PUBLIC_APP_URL).origin] : []),
];

const logLine: Served['log'] = (record) => {
  console.error(JSON.stringify({ at: new Date().toISOString(), ...record }));
};

/** Lines of one turn of the event loop are written together: there may be thousands a second. */
const logRequestLine = ((): NonNullable<Served['logRequest']> => {
  let waiting = '';
  return (line) => {
    if (waiting === '') {
      setImmediate(() => {
        process.stdout.write(waiting);
        waiting = '';
      });
    }
    waiting += `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`;
  };
})();

let processApp: Promise<App> | undefined;

/** The application of this process, built from its environment on the first request. */
const appOfProcess = (): Promise<App> => {
  processApp ??= (async () => compose(readConfig(process.env)))();
  return processApp;
};

/**
 * A function of the platform. Any number of requests share a process, and with it the application; `servedBy` serves
 * the same routes with another one, which is how tests and the local server run them.
 */
export type Endpoint = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly servedBy: (app: App) => (request: Request) => Promise<Response>;
};

const functionAt = (find: Find<App>): Endpoint => ({
  fetch: async (request) => {
    const app = await appOfProcess().catch(reasonLogged);
    return app ? serve(find, app, request) : notConfigured(request);
  },
  servedBy: (app) => (request) => serve(find, app, request),
});

/** One path: the platform brings nothing else here. */
export const endpoint = (routes: Routes<App>): Endpoint => functionAt(everywhere(routes));

/** Several paths, which `vercel.json` brings to one function. */
export const endpoints = (paths: Paths<App>): Endpoint & { readonly paths: readonly string[] } => ({
  ...functionAt(byPath(paths)),
  paths: Object.keys(paths),
});

/** What is wrong with the configuration is for the log, not for callers. */
const reasonLogged = (error: unknown): undefined => {
  if (!(error instanceof ConfigError)) processApp = undefined; // the storage may be there next time
  const message = error instanceof Error ? error.message : String(error);
  logLine({ level: 'error', message: 'the application could not start', error: message });
};

const notConfigured = (request: Request): Response =>
  respond(
    unavailable('not_configured', 'the service is not set up; its log says what is missing', 60),
    traceOf(request.headers),
    {},
  );

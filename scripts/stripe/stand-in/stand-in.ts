import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { z } from 'zod';
import { openJsonLines } from '../../support/json-lines.js';
import { type Disturbance, Disturbances, type Scope } from './disturbance.js';
import { SearchIndex } from './search-index.js';
import { server } from './server.js';
import { forgetful, Store, transaction } from './store.js';
import { Deliveries, type DeliveryDisturbance, type Retry, type Webhook } from './webhooks.js';
import { catchingUp, type Works } from './works.js';

export type StripeStandInOptions = {
  /** Unless given the one of before, where there is a folder and it is free; otherwise any that is free. */
  readonly port?: number;
  /** Keeps its objects there, over restarts and kills. */
  readonly folder?: string;
  /** The clock of its objects and billing periods; signatures keep real time. */
  readonly now?: () => Date;
  readonly webhook?: Webhook;
  readonly deliveries?: DeliveryDisturbance;
  readonly retry?: Partial<Retry>;
  /** How far search lags behind writes; Stripe's by up to a minute. */
  readonly searchLagMs?: number;
  /** Decides about the order of deliveries; from 0 to below 1. */
  readonly random?: () => number;
};

export type StripeStandIn = {
  readonly url: string;
  readonly secretKey: string;
  /** Where the stripe package finds it: members of its configuration. */
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http';
  readonly setWebhook: (webhook: Webhook | undefined) => void;
  readonly disturbDeliveries: (disturbance: DeliveryDisturbance) => void;
  /** How often each call was made, `POST /v1/refunds` say, since the start or the last `forgetCalls`. */
  readonly calls: () => Readonly<Record<string, number>>;
  readonly forgetCalls: () => void;
  /** Makes calls go wrong from now on; answers with how to call it off. */
  readonly disturb: (disturbance: Disturbance, scope?: Scope) => () => void;
  /** Resolves when no delivery is under way or waits to be tried again. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const SECRET_KEY = 'sk_test_local_stand_in';

const HOST = '127.0.0.1';

/** How often it looks for what has fallen due while nobody asks. */
const TICK_MS = 1_000;

const RETRY: Retry = { firstMs: 100, longestMs: 5_000, tries: 100 };

/**
 * A Stripe for tests and for trying things out, spoken to by the real stripe package: customers, Checkout, payments,
 * refunds, disputes, subscriptions, and signed webhooks. On 127.0.0.1 only.
 */
export const startStripeStandIn = async (
  options: StripeStandInOptions = {},
): Promise<StripeStandIn> => {
  const journal =
    options.folder === undefined
      ? forgetful
      : openJsonLines(options.folder, 'stripe.jsonl', transaction);
  const store = new Store(journal);
  const deliveries = deliveriesOf(store, options);
  let port = 0;
  const works = worksOf(store, deliveries, () => `http://${HOST}:${port}`, options);
  const calls = new Map<string, number>();
  const disturbances = new Disturbances();
  const disturbDeliveries = (disturbance: DeliveryDisturbance) => deliveries.disturb(disturbance);
  const catchUp = catchingUp(works);
  const counted = (call: string) => calls.set(call, (calls.get(call) ?? 0) + 1);
  const { fetch } = server({ works, disturbances, disturbDeliveries, counted, catchUp });
  const listening = createServer(getRequestListener(fetch, { overrideGlobalObjects: false }));
  port = await listenAgain(listening, store, options.port).catch((error: unknown) => {
    journal.close();
    throw error;
  });
  works.deliver(store.all('event').filter((event) => event.pending_webhooks > 0));
  const ticking = setInterval(catchUp, TICK_MS).unref();
  return {
    url: works.base(),
    secretKey: SECRET_KEY,
    host: HOST,
    port,
    protocol: 'http',
    setWebhook: (webhook) => deliveries.setWebhook(webhook),
    disturbDeliveries,
    calls: () => Object.fromEntries(calls),
    forgetCalls: () => calls.clear(),
    disturb: disturbances.add,
    settled: () => deliveries.settled(),
    close: async () => {
      clearInterval(ticking);
      await closed(listening);
      await deliveries.close();
      journal.close();
    },
  };
};

const deliveriesOf = (store: Store, options: StripeStandInOptions): Deliveries => {
  const deliveries = new Deliveries({
    retry: { ...RETRY, ...options.retry },
    random: options.random ?? Math.random,
    arrived: ({ id }) => {
      const event = store.get('event', id);
      if (event) store.transact(() => store.put('event', { ...event, pending_webhooks: 0 }));
    },
  });
  deliveries.setWebhook(options.webhook);
  deliveries.disturb(options.deliveries ?? {});
  return deliveries;
};

const worksOf = (
  store: Store,
  deliveries: Deliveries,
  base: () => string,
  { now = () => new Date(), searchLagMs = 0 }: StripeStandInOptions,
): Works => ({
  store,
  now,
  base,
  secretKey: SECRET_KEY,
  search: new SearchIndex(store, searchLagMs),
  isHeard: () => deliveries.isHeard,
  deliver: (events) => {
    if (deliveries.isHeard) deliveries.deliver(events);
  },
  inFlight: new Set(),
});

/** @throws when the port that is asked for is taken */
const listenAgain = async (listening: Server, store: Store, asked?: number): Promise<number> => {
  const before = store.get('listening', 'last')?.port ?? 0;
  const port =
    asked === undefined
      ? await listen(listening, before).catch(() => listen(listening, 0))
      : await listen(listening, asked);
  if (port !== before) store.transact(() => store.put('listening', { id: 'last', port }));
  return port;
};

const listen = (listening: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    listening.once('error', reject);
    listening.listen(port, HOST, () =>
      resolve(z.object({ port: z.int() }).parse(listening.address()).port),
    );
  });

const closed = (listening: Server): Promise<void> =>
  new Promise((resolve) => {
    listening.close(() => resolve());
    listening.closeAllConnections();
  });

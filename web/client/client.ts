import type { Access } from '../api/api.js';
import { type Calls, callsTo } from './calls.js';
import { waitingCharges } from './charges.js';
import { forgetOldWork, guardWith } from './guard.js';
import { PATIENCE, type Patience, WORLD, type World } from './insist.js';
import type { ServiceClient, UserClient } from './kinds.js';
import { type Store, storeOfHere } from './store.js';
import { orders, walletCalls, withoutDemo } from './wallet-calls.js';

type Equipment = { readonly store: Store; readonly world: World };

type Settings = Pick<Access, 'baseUrl' | 'fetch'> & {
  /** Where keys and charges outlive a crash: localStorage in a page, memory elsewhere, if it is absent. */
  readonly store?: Store;
  readonly patience?: Partial<Patience>;
  /** Time and chance, for tests. */
  readonly world?: Partial<World>;
};

/** A client for somebody who is signed in; for nobody, while the token is null. */
export type UserOptions = Settings & {
  readonly getToken: NonNullable<Access['getToken']>;
  readonly serviceSecret?: never;
};

/** A client for a product's own backend, which charges those whom it names. */
export type ServiceOptions = Settings & {
  readonly serviceSecret: string;
  readonly getToken?: never;
};

/** A client for the credits API. It never rejects for what an API can do: a refusal is a value. */
export function createCreditsClient(options: UserOptions): UserClient;
export function createCreditsClient(options: ServiceOptions): ServiceClient;
export function createCreditsClient(
  options: UserOptions | ServiceOptions,
): UserClient | ServiceClient {
  const { patience, store = storeOfHere(), world, ...access } = options;
  const all = { store, patience: { ...PATIENCE, ...patience }, world: { ...WORLD, ...world } };
  const calls = callsTo({ ...access, ...all });
  if (options.serviceSecret === undefined) return userClient(calls);
  if (typeof document !== 'undefined') {
    throw new TypeError('a service secret in a page is known to everybody who opens it');
  }
  return serviceClient(calls, all);
}

const userClient = (calls: Calls): UserClient => ({ ...walletCalls(calls), ...orders(calls) });

const serviceClient = (calls: Calls, { store, world }: Equipment): ServiceClient => {
  const wallets = walletCalls(calls);
  const { charge } = wallets;
  const { flush, remember } = waitingCharges(store, charge);
  return {
    ...wallets,
    debit: async (...given) => withoutDemo(await wallets.debit(...given)),
    hold: async (...given) => withoutDemo(await wallets.hold(...given)),
    capture: async (...given) => withoutDemo(await wallets.capture(...given)),
    debits: async (...given) => withoutDemo(await wallets.debits(...given)),
    release: async ({ clientId, ...request }, sending) =>
      withoutDemo(await charge({ ...request, mode: 'release' }, { ...sending, clientId })),
    reverse: async ({ clientId, ...request }, sending) =>
      withoutDemo(await charge({ ...request, mode: 'reverse' }, { ...sending, clientId })),
    guard: guardWith({ charge, remember, store, world }),
    flush: async (sending) => {
      await forgetOldWork(store, world.now());
      return flush(sending);
    },
  };
};

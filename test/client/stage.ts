import { localToken } from '../../scripts/local/keys.js';
import {
  createCreditsClient,
  type ServiceClient,
  type Store,
  type UserClient,
  type World,
} from '../../web/client/index.js';
import type { TestApi } from '../support/app.js';
import { Network } from './network.js';

/** Pauses that cost no time, and are remembered. */
export const quick = (waits: number[] = []): Partial<World> => ({
  wait: async (ms) => {
    waits.push(ms);
  },
  random: () => 0.5,
});

type Given = {
  readonly network?: Network;
  readonly store?: Store;
  readonly world?: Partial<World>;
  readonly attempts?: number;
  readonly timeoutMs?: number;
};

const settings = (
  api: TestApi,
  { attempts = 4, network, store, timeoutMs = 10_000, world = quick() }: Given,
) => ({
  baseUrl: 'https://credits.test',
  fetch: (network ?? new Network(api)).fetch,
  patience: { attempts, timeoutMs },
  world,
  ...(store && { store }),
});

/** A product's backend. */
export const backend = (api: TestApi, given: Given = {}): ServiceClient =>
  createCreditsClient({ ...settings(api, given), serviceSecret: 'worker-secret' });

/** Somebody who is signed in. */
export const somebody = (api: TestApi, clientId: string, given: Given = {}): UserClient =>
  createCreditsClient({
    ...settings(api, given),
    getToken: () => localToken(clientId, api.keys),
  });

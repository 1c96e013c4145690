import type { Answer, Problem, Schemas } from '../api/api.js';
import type { Debit } from './wallet.js';

export type { Answer, Problem, Schemas } from '../api/api.js';
export type { Texts } from './language.js';

/** What all elements of a page show. A new object for each change. */
export type Snapshot = {
  /** `failed`: there is nothing to show. What was shown once stays `ready`, with a `problem` beside it. */
  readonly status: 'loading' | 'ready' | 'failed';
  readonly mode: 'live' | 'demo';
  readonly state?: Schemas['State'];
  readonly matrix?: Schemas['Matrix'];
  readonly problem?: Problem;
};

/** The wallet of a page: everybody reads from here, and writes through here. */
export type CreditsStore = {
  readonly snapshot: Snapshot;
  /** Returns how to stop. With the first listener the store begins to ask. */
  subscribe(listener: () => void): () => void;
  /** Resolves when what is shown is from after this call, or could not be. */
  refresh(): Promise<void>;
  debit(item: Debit): Promise<Answer<Schemas['Debit']>>;
  changePlan(
    planId: string,
    options?: { readonly dryRun?: boolean },
  ): Promise<Answer<Schemas['PlanChange']>>;
  topUp(packId: string): Promise<Answer<Schemas['Checkout']>>;
  confirm(sessionId: string): Promise<Answer<Schemas['Confirmation']>>;
  history(before: number): Promise<Answer<readonly Schemas['Entry'][]>>;
};

const KEPT_AS = Symbol.for('cz-credits.store');

const page: object = window;

/** Makes a store the one of this page, unless another copy of the script was faster. */
export const keepStore = (make: () => CreditsStore): void => {
  if (!Reflect.has(page, KEPT_AS)) Reflect.set(page, KEPT_AS, make());
};

/** The one of this page. It is found by a name, so that modules that are loaded later share it. */
export const creditsStore = (): CreditsStore => {
  const store: CreditsStore | undefined = Reflect.get(page, KEPT_AS);
  if (!store) throw new Error('cz-credits.js has to be loaded first');
  return store;
};

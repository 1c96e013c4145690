import type { Answer, Problem, Schemas } from '../api/api.js';
import { baseUrl, onConfigured } from './configuration.js';
import { demoMatrix, demoWallet } from './demo/demo-wallet.js';
import { liveWallet, readMatrix } from './live/live-wallet.js';
import { debited, newerOf } from './newer.js';
import { followClerk, sessionKnown, sessionToken } from './session.js';
import { otherTabs, whenSeenAgain } from './tabs.js';
import { type Debit, problem, type Wallet } from './wallet.js';

export type { Answer, Problem, Schemas } from '../api/api.js';
export { type Texts, textsFor } from './language.js';

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

const MATRIX_KEPT_FOR_MS = 5 * 60_000;

class Store implements CreditsStore {
  snapshot: Snapshot = { status: 'loading', mode: 'live' };
  readonly #listeners = new Set<() => void>();
  /** Counts who was signed in: what was asked for somebody else is not shown any more. */
  #era = 0;
  #asked = 0;
  #shown = 0;
  #matrixAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #stop: (() => void) | undefined;
  readonly #tabs = otherTabs(baseUrl, (theirs) => this.#heard(theirs));

  constructor() {
    onConfigured(() => this.#startOver());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (!this.#stop) {
      this.#stop = whenSeenAgain(() => void this.refresh());
      void this.refresh();
    }
    return () => this.#listeners.delete(listener);
  }

  refresh(): Promise<void> {
    if (this.#reading) return this.#reading;
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
    return reading;
  }

  async debit(item: Debit): Promise<Answer<Schemas['Debit']>> {
    const era = this.#era;
    const answer = await this.#written((wallet) => wallet.debit(item));
    if (!answer.ok || era !== this.#era) return answer;
    // A server that does not enforce answers strangers with a demo of its own, and then nothing was charged.
    if (!answer.value.entry) {
      return { ok: false, problem: problem('unauthenticated', 'sign in again', 401) };
    }
    const { state } = this.snapshot;
    if (state) this.#show({ state: debited(state, answer.value) });
    this.#tell();
    return answer;
  }

  changePlan(planId: string, { dryRun = false } = {}): Promise<Answer<Schemas['PlanChange']>> {
    const change = (wallet: Wallet) => wallet.changePlan(planId, dryRun);
    return dryRun ? this.#wallet().then(change) : this.#written(change, { thenRead: true });
  }

  async topUp(packId: string): Promise<Answer<Schemas['Checkout']>> {
    return (await this.#wallet()).topUp(packId);
  }

  confirm(sessionId: string): Promise<Answer<Schemas['Confirmation']>> {
    return this.#written((wallet) => wallet.confirm(sessionId), { thenRead: true });
  }

  async history(before: number): Promise<Answer<readonly Schemas['Entry'][]>> {
    return (await this.#wallet()).history(before);
  }

  /** What was asked for before a write may miss it, so that the next who asks asks anew. */
  async #written<T>(
    write: (wallet: Wallet) => Promise<Answer<T>>,
    { thenRead = false } = {},
  ): Promise<Answer<T>> {
    const answer = await write(await this.#wallet());
    this.#reading = undefined;
    const read = this.refresh();
    if (thenRead) await read;
    if (thenRead && answer.ok) this.#tell();
    return answer;
  }

  /** Waits for the first answer: until then nobody knows whether this is a demo. */
  async #wallet(): Promise<Wallet> {
    if (this.snapshot.status === 'loading') await this.refresh();
    return this.snapshot.mode === 'demo' ? demoWallet : liveWallet;
  }

  async #read(): Promise<void> {
    const era = this.#era;
    await sessionKnown();
    followClerk(() => this.#startOver());
    const token = await sessionToken().catch(() => 'unknown');
    const asked = ++this.#asked;
    const mode = token ? 'live' : 'demo';
    const wallet = token ? liveWallet : demoWallet;
    const [state, matrix] = await Promise.all([wallet.state(), this.#readMatrix(mode)]);
    if (era !== this.#era) return;
    const before = this.snapshot.mode === mode ? this.snapshot.state : undefined;
    const isLatest = asked > this.#shown;
    if (isLatest) this.#shown = asked;
    const shown = state.ok ? newerOf(before, state.value, isLatest) : before;
    const wrong = [state, matrix].find((answer) => !answer.ok);
    this.#show({
      status: shown ? 'ready' : 'failed',
      mode,
      state: shown,
      matrix: matrix.ok ? matrix.value : this.snapshot.matrix,
      problem: wrong && !wrong.ok ? wrong.problem : undefined,
    });
  }

  /** Prices change rarely: every few minutes is enough. */
  async #readMatrix(mode: Snapshot['mode']): Promise<Answer<Schemas['Matrix']>> {
    const { matrix } = this.snapshot;
    const isFresh = performance.now() - this.#matrixAt < MATRIX_KEPT_FOR_MS;
    if (matrix && isFresh) return { ok: true, value: matrix, response: new Response() };
    const answer = await (mode === 'demo' ? demoMatrix() : readMatrix());
    if (answer.ok) this.#matrixAt = performance.now();
    return answer;
  }

  #show(change: { readonly [K in keyof Snapshot]?: Snapshot[K] | undefined }): void {
    const { matrix, mode, problem, state, status } = { ...this.snapshot, ...change };
    this.snapshot = {
      status: status ?? 'loading',
      mode: mode ?? 'live',
      ...(state && { state }),
      ...(matrix && { matrix }),
      ...(problem && { problem }),
    };
    for (const listener of this.#listeners) listener();
  }

  /** Somebody else may be signed in now: nothing of before may stay in view. */
  #startOver(): void {
    this.#era++;
    this.#reading = undefined;
    this.#matrixAt = Number.NEGATIVE_INFINITY;
    this.#show({ status: 'loading', state: undefined, problem: undefined });
    if (this.#stop) void this.refresh();
  }

  #tell(): void {
    const { mode, state } = this.snapshot;
    if (state) this.#tabs.tell({ mode, state });
  }

  /** Another tab changed something. What it knows is shown at once if it is of the same wallet. */
  #heard({ mode, state }: { readonly mode: Snapshot['mode']; readonly state: Schemas['State'] }) {
    const { snapshot } = this;
    const isSame = snapshot.mode === mode && snapshot.state?.clientId === state.clientId;
    if (!isSame) return;
    this.#show({ state: newerOf(snapshot.state, state, false) });
    this.#reading = undefined;
    void this.refresh();
  }
}

let only: Store | undefined;

/** The one of this page. */
export const creditsStore = (): CreditsStore => {
  only ??= new Store();
  return only;
};

import type { Answer, Schemas } from '../api/api.js';
import { baseUrl, onConfigured } from './configuration.js';
import { liveWallet, readMatrix } from './live/live-wallet.js';
import { debited, newerOf } from './newer.js';
import { problem } from './problem.js';
import { followClerk, sessionKnown, sessionToken } from './session.js';
import type { CreditsStore, Snapshot } from './store.js';
import { otherTabs, whenSeenAgain } from './tabs.js';
import type { Debit, Wallet } from './wallet.js';

/** Only strangers need it: it comes when the first one does. */
const demo = () => import('./demo/demo-wallet.js');

const walletOf = async (mode: Snapshot['mode']): Promise<Wallet> =>
  mode === 'live' ? liveWallet : (await demo()).demoWallet;

const MATRIX_KEPT_FOR_MS = 5 * 60_000;

/** The demo is a module of its own, and did not come. */
const notLoaded = (error: unknown) => {
  const answer = { ok: false, problem: problem('unreachable', String(error)) } as const;
  return [answer, answer] as const;
};

/** Asks once for all elements of a page, and shows what came last. */
export class PageStore implements CreditsStore {
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
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
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
    const { state } = this.snapshot;
    if (state) this.#show({ state: debited(state, answer.value) });
    this.#tell();
    return answer;
  }

  changePlan(planId: string, { dryRun = false } = {}): Promise<Answer<Schemas['PlanChange']>> {
    const change = (wallet: Wallet) => wallet.changePlan(planId, dryRun, this.snapshot.state);
    return dryRun ? this.#ask(change) : this.#written(change, { thenRead: true });
  }

  topUp(packId: string): Promise<Answer<Schemas['Checkout']>> {
    return this.#ask((wallet) => wallet.topUp(packId, this.snapshot.state));
  }

  confirm(sessionId: string): Promise<Answer<Schemas['Confirmation']>> {
    return this.#written((wallet) => wallet.confirm(sessionId), { thenRead: true });
  }

  history(before: number): Promise<Answer<readonly Schemas['Entry'][]>> {
    return this.#ask((wallet) => wallet.history(before));
  }

  /** What was asked for before a write may miss it, so that the next who asks asks anew. */
  async #written<T>(
    write: (wallet: Wallet) => Promise<Answer<T>>,
    { thenRead = false } = {},
  ): Promise<Answer<T>> {
    const answer = await this.#ask(write);
    this.#reading = undefined;
    const read = this.refresh();
    if (thenRead) await read;
    if (thenRead && answer.ok) this.#tell();
    return answer;
  }

  /** Waits for the first answer: until then nobody knows whether this is a demo. */
  async #ask<T>(ask: (wallet: Wallet) => Promise<Answer<T>>): Promise<Answer<T>> {
    if (this.snapshot.status === 'loading') await this.refresh();
    try {
      return await ask(await walletOf(this.snapshot.mode));
    } catch (error) {
      return notLoaded(error)[0];
    }
  }

  async #read(): Promise<void> {
    const era = this.#era;
    await sessionKnown();
    followClerk(() => this.#startOver());
    const token = await sessionToken().catch(() => 'unknown');
    const asked = ++this.#asked;
    const mode = token ? 'live' : 'demo';
    const answers = [this.#readState(mode), this.#readMatrix(mode)] as const;
    const [state, matrix] = await Promise.all(answers).catch(notLoaded);
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

  async #readState(mode: Snapshot['mode']): Promise<Answer<Schemas['State']>> {
    return (await walletOf(mode)).state();
  }

  /** Prices change rarely: every few minutes is enough. */
  async #readMatrix(mode: Snapshot['mode']): Promise<Answer<Schemas['Matrix']>> {
    const { matrix } = this.snapshot;
    const isFresh = performance.now() - this.#matrixAt < MATRIX_KEPT_FOR_MS;
    if (matrix && isFresh) return { ok: true, value: matrix, response: new Response() };
    const answer = await (mode === 'demo' ? (await demo()).demoMatrix() : readMatrix());
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
    if (this.#stop) void this.refresh();
  }
}

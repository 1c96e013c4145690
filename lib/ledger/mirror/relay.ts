import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Drained, drain } from './drain.js';
import type { Mirror } from './mirror.js';
import type { Backlog, Outbox } from './outbox.js';

export type RelayOptions = {
  readonly outbox: Outbox;
  readonly mirror: Mirror;
  /** Told of what nobody waits for: a drain that failed, a wallet that is set aside. */
  readonly log: (record: Readonly<Record<string, unknown>>) => void;
  /** How long a drain may begin new steps, in milliseconds. A platform ends a function some time after its answer. */
  readonly patienceMs?: number;
  /** After a drain that could not carry, in milliseconds. */
  readonly againAfterMs?: number;
};

const SET_ASIDE = 'a wallet is set aside: the mirror does not take an entry of it';
const AWAY = 'the mirror can not be reached';
const FAILED = 'the mirror could not be brought up to date';

/** Carries the entries of this process's ledger to its mirror, after they are written; one drain at a time. */
export class Relay {
  readonly #options: Required<RelayOptions>;
  #underWay: Promise<Drained> | undefined;
  #next: NodeJS.Timeout | undefined;
  #isWanted = false;
  #closed = false;

  constructor(options: RelayOptions) {
    this.#options = { patienceMs: 5_000, againAfterMs: 6_000, ...options };
  }

  /** After a write. Resolves, and never fails, when the drain that is under way or begins now has ended. */
  async carryOn(): Promise<void> {
    if (this.#closed) return;
    this.#underWay ??= this.#drain({ thorough: false });
    await this.#underWay.then(
      () => {},
      () => {},
    );
  }

  /**
   * All that is owed, also by wallets that were set aside, or not written to since there is a mirror. A drain that is under
   * way makes room for it.
   * @throws LedgerUnavailable
   */
  async carryAll(): Promise<Drained> {
    this.#isWanted = true;
    while (this.#underWay) await this.#underWay.catch(() => {});
    this.#isWanted = false;
    this.#underWay = this.#drain({ thorough: true });
    return this.#underWay;
  }

  backlog(): Promise<Backlog> {
    return this.#options.outbox.backlog();
  }

  /** Begins nothing new, and lets the step that is under way end, but not for long: what is lost of it is found again. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#next);
    const patience = new AbortController();
    const { signal } = patience;
    await Promise.race([this.#underWay, sleep(3_000, undefined, { signal })]).catch(() => {});
    patience.abort();
  }

  async #drain({ thorough }: { readonly thorough: boolean }): Promise<Drained> {
    const { againAfterMs, mirror, outbox, patienceMs } = this.#options;
    const until = performance.now() + patienceMs;
    clearTimeout(this.#next);
    try {
      const drained = await drain(outbox, mirror, {
        holder: randomUUID(),
        thorough,
        goesOn: () => !this.#closed && !this.#isWanted && performance.now() < until,
        onSetAside: ({ carriedSeq, problem, walletId }) => {
          const { clientId } = walletId;
          this.#tell('error', SET_ASIDE, { clientId, seq: carriedSeq + 1, error: problem });
        },
      });
      if (drained.end === 'unavailable') this.#tell('warning', AWAY, { error: drained.failure });
      if (drained.end !== 'done') this.#again(drained.end === 'time is up' ? 0 : againAfterMs);
      return drained;
    } catch (error) {
      this.#tell('error', FAILED, { error: error instanceof Error ? error.stack : String(error) });
      this.#again(againAfterMs);
      throw error;
    } finally {
      this.#underWay = undefined;
    }
  }

  #tell(level: string, message: string, about: Readonly<Record<string, unknown>>): void {
    // What is cut off by the end of the process is no news.
    if (!this.#closed) this.#options.log({ level, message, ...about });
  }

  /** Nobody may write for a while. Where the process is gone by then, the next write or `credits-sync` goes on. */
  #again(afterMs: number): void {
    if (this.#closed) return;
    this.#next = setTimeout(() => this.carryOn(), afterMs);
    this.#next.unref();
  }
}

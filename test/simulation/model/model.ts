import type { Move } from '../tables.js';
import type { World } from '../world.js';
import { explain } from './answers.js';
import type { Answer, Attempt } from './attempt.js';
import type { Row } from './laws.js';
import { namesOf, predict, type Write } from './predict.js';
import type { Purse } from './purse.js';
import { actionNamed, type Terms, Versions } from './terms.js';
import { different, differentFacts, differentlyStored, WalletHistory } from './wallet-history.js';

/** What comes by itself, before something that was asked for. */
const isDue = ({ event, kind }: Row): boolean =>
  ['open', 'trim', 'grant'].includes(kind) || event.fellDue !== undefined;

/**
 * The reference that everything is checked against: told of every request, every commit and every answer, it works out
 * by plain arithmetic what must have come of it. It shares no rule with `lib/wallet`.
 */
export class Model {
  readonly versions = new Versions();
  readonly problems: string[] = [];
  readonly #world: World;
  readonly #histories = new Map<string, WalletHistory>();
  readonly #attempts: Attempt[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  history(clientId: string): WalletHistory {
    const history = this.#histories.get(clientId) ?? new WalletHistory();
    this.#histories.set(clientId, history);
    return history;
  }

  asked(attempt: Attempt): void {
    this.#attempts.push(attempt);
  }

  /** Laws 1 to 8, at the moment when the storage carries out a commit. */
  committed(moves: readonly Move[]): void {
    for (const { key, rows, stored } of moves) {
      const clientId = key.slice(key.indexOf(':') + 1);
      const history = this.history(clientId);
      let group: Row[] = [];
      for (const { text } of rows) {
        const row = JSON.parse(text) as Row;
        history.rows.push(row);
        for (const problem of history.laws.broken(row)) this.#wrong(clientId, row, problem);
        group.push(row);
        if (isDue(row)) continue;
        this.#accept(clientId, history, group);
        group = [];
      }
      if (group[0]) this.#wrong(clientId, group[0], 'law 7: is due to nothing that was accepted');
      const problem = history.now && differentlyStored(stored, history.now);
      if (problem) this.problems.push(`${clientId}: law 1: the stored wallet ${problem}`);
    }
  }

  /** Finds the request that these entries came of, and follows it. */
  #accept(clientId: string, history: WalletHistory, group: readonly Row[]): void {
    const own = group.at(-1);
    if (!own) return;
    const reasons = new Set<string>();
    const explaining: Purse[] = [];
    const origins: Attempt[] = [];
    for (const attempt of this.#attempts) {
      const { ask } = attempt;
      if (attempt.clientId !== clientId || attempt.status === 'answered') continue;
      if (ask.what === 'read' || ask.dryRun || !isNamed(ask, own)) continue;
      const after = this.#followed(
        attempt,
        { ...ask, key: own.idempotency_key },
        history.now,
        group,
      );
      if (typeof after === 'string') {
        reasons.add(after);
        continue;
      }
      explaining.push(after);
      origins.push(attempt);
    }
    history.origins.set(own.name, origins);
    const [after] = explaining;
    if (after) {
      const asks = explaining.flatMap(({ accepted }) => accepted.at(-1)?.asks ?? []);
      const last = after.accepted.slice(-1).map((each) => ({ ...each, asks }));
      history.states.push({ ...after, accepted: [...after.accepted.slice(0, -1), ...last] });
      return;
    }
    const why = [...reasons].join('; or ') || 'nobody asked for it';
    this.#wrong(clientId, own, `no request explains it: ${why}`);
  }

  #followed(
    attempt: Attempt,
    ask: Write,
    before: Purse | undefined,
    group: readonly Row[],
  ): Purse | string {
    const [first, own] = [group[0], group.at(-1)];
    if (!first || !own) return 'there is nothing';
    const at = Date.parse(own.created_at);
    const asked = this.#world.times[attempt.timesBefore - 1] ?? 0;
    const early = at < asked + attempt.skew || at > this.#world.now + attempt.skew;
    if (early && at !== before?.updatedAt) return `its time is ${own.created_at}`;
    const candidates = this.versions.since(asked);
    const terms = candidates.find(({ version }) => version === first.registry_version);
    // The entry of a capture says what its hold was priced from, which may be older than anything in force.
    const inForce = terms ?? (own.kind === 'capture' ? candidates[0] : undefined);
    if (!inForce) return `version ${first.registry_version} was not in force`;
    const names = namesFor(ask, own, candidates) ?? inForce;
    const { clientId, enforce } = attempt;
    const facts = { at, enforce, clientId, terms: inForce, names };
    const predicted = predict(before, ask, facts, this.versions);
    if (predicted.was !== 'accepted') return `it had to be ${JSON.stringify(predicted)}`;
    for (const [index, line] of predicted.lines.entries()) {
      const problem = different(group[index], line);
      if (problem) return problem;
    }
    const must = predicted.purse.accepted.at(-1);
    const problem = must && differentFacts(own, must);
    if (problem) return problem;
    return predicted.lines.length === group.length ? predicted.purse : 'there are more entries';
  }

  /** Checks an answer against everything that the wallet was between request and answer. */
  answered(attempt: Attempt, answer: Answer): void {
    attempt.status = 'answered';
    const history = this.history(attempt.clientId);
    const problem = explain(attempt, answer, history, this.versions, this.#world.times);
    if (problem)
      this.problems.push(
        `${attempt.clientId}: ${problem}: ${JSON.stringify({ asked: attempt.ask, answer })}`,
      );
  }

  unanswered(attempt: Attempt): void {
    attempt.status = 'unknown';
  }

  threw(attempt: Attempt, error: unknown): void {
    attempt.status = 'answered';
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.problems.push(`${attempt.clientId}: ${JSON.stringify(attempt.ask)} threw ${what}`);
  }

  #wrong(clientId: string, { name, seq }: Row, problem: string): void {
    this.problems.push(`${clientId}: entry ${seq}, ${name}: ${problem}`);
  }
}

/** Whether this request would be found by the name of that entry; a plan change without a key gets one of its own. */
const isNamed = (ask: Write, row: Row): boolean =>
  ask.key === ''
    ? row.kind === 'plan' && row.idempotency_key.startsWith('auto-')
    : namesOf(ask).includes(`${row.kind}|${row.idempotency_key}`);

/** A version by which the name that was asked for is the action that was charged. */
const namesFor = (ask: Write, row: Row, candidates: readonly Terms[]): Terms | undefined =>
  ask.what === 'debit' || ask.what === 'hold'
    ? candidates.find((terms) => actionNamed(terms, ask.action) === row.action_id)
    : undefined;

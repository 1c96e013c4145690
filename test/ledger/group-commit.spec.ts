import { describe, expect, it } from 'vitest';
import { GroupCommit, type GroupCommitOptions } from '../../lib/ledger/group-commit.js';
import {
  type Ledger,
  LedgerUnavailable,
  type Outcome,
  type Submission,
} from '../../lib/ledger/ledger.js';
import { clientId, tenantId } from '../../lib/wallet/ids.js';
import { debit } from '../wallet/asks.js';
import { CATALOG } from '../wallet/book.js';
import { submissionOf } from './contract/submission.js';

const submission = (key: string): Submission =>
  submissionOf({ tenantId: tenantId('cityzeen'), clientId: clientId('ada') }, debit(1), {
    key,
    at: '2026-01-15T10:00:00Z',
  });

const keyOf = ({ command }: Submission): string => command.key;

const refusalOf = (each: Submission): Outcome => ({
  outcome: 'refused',
  refusal: { code: 'unknown_action', actionId: keyOf(each) },
});

/** A ledger that answers when it is let go, and tells which batches it was given. */
class HeldLedger implements Pick<Ledger, 'commit'> {
  readonly batches: string[][] = [];
  #letGo: (() => void)[] = [];
  #held: boolean;

  constructor({ held = true } = {}) {
    this.#held = held;
  }

  async commit(submissions: readonly Submission[]): Promise<readonly Outcome[]> {
    this.batches.push(submissions.map(keyOf));
    if (this.#held) await new Promise<void>((letGo) => this.#letGo.push(letGo));
    return submissions.map(refusalOf);
  }

  letGo(): void {
    this.#held = false;
    for (const go of this.#letGo.splice(0)) go();
  }
}

const grouped = (ledger: Pick<Ledger, 'commit'>, options: Partial<GroupCommitOptions> = {}) => {
  const commit = new GroupCommit(ledger, { catalog: async () => CATALOG, ...options });
  return { commit, submit: (key: string) => commit.submit(submission(key)) };
};

/** Lets everything run that waits for nothing but its turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('group commit', () => {
  it('sends a lone submission at once', async () => {
    const ledger = new HeldLedger();
    const { submit } = grouped(ledger);
    void submit('a');
    await turn();
    expect(ledger.batches).toEqual([['a']]);
    ledger.letGo();
  });

  it('commits what one turn submits together, in the order of arrival', async () => {
    const ledger = new HeldLedger({ held: false });
    const { submit } = grouped(ledger);
    const outcomes = await Promise.all(['c', 'a', 'b'].map(submit));
    expect(ledger.batches).toEqual([['c', 'a', 'b']]);
    expect(outcomes).toEqual(['c', 'a', 'b'].map((key) => refusalOf(submission(key))));
  });

  it('gathers what arrives during a commit into the next batch', async () => {
    const ledger = new HeldLedger();
    const { submit } = grouped(ledger);
    const all = [submit('a')];
    await turn();
    all.push(submit('b'));
    await turn();
    all.push(submit('c'));
    await turn();
    expect(ledger.batches).toEqual([['a']]);
    ledger.letGo();
    await Promise.all(all);
    expect(ledger.batches).toEqual([['a'], ['b', 'c']]);
  });

  it('splits a long queue at the bound of a batch, in order', async () => {
    const ledger = new HeldLedger({ held: false });
    const { submit } = grouped(ledger, { mostInBatch: 2 });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(submit));
    expect(ledger.batches).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('turns away at once who comes when too many wait, and serves the others', async () => {
    const ledger = new HeldLedger();
    const { submit } = grouped(ledger, { mostWaiting: 2 });
    const all = [submit('a')];
    await turn(); // it is being committed, and waits no longer
    all.push(submit('b'), submit('c'));
    await expect(submit('d')).rejects.toThrow(LedgerUnavailable);
    expect(ledger.batches).toEqual([['a']]);
    ledger.letGo();
    await Promise.all(all);
    await submit('e');
    expect(ledger.batches).toEqual([['a'], ['b', 'c'], ['e']]);
  });

  it('does not let one bad submission fail its neighbours', async () => {
    const batches: string[][] = [];
    const { submit } = grouped({
      commit: async (submissions) => {
        batches.push(submissions.map(keyOf));
        if (submissions.some((each) => keyOf(each) === 'bad')) throw new Error('poison');
        return submissions.map(refusalOf);
      },
    });
    const settled = await Promise.allSettled(['a', 'bad', 'c'].map(submit));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { message: 'poison' } });
    expect(batches).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('tells all of a batch when the ledger is away, tries none again, and goes on after it', async () => {
    let calls = 0;
    const { submit } = grouped({
      commit: async (submissions) => {
        calls += 1;
        if (calls === 1) throw new LedgerUnavailable('no answer');
        return submissions.map(refusalOf);
      },
    });
    const settled = await Promise.allSettled(['a', 'b'].map(submit));
    for (const each of settled) expect(each).toMatchObject({ reason: { message: 'no answer' } });
    expect(calls).toBe(1);
    await expect(submit('c')).resolves.toMatchObject({ outcome: 'refused' });
  });

  it('fails, and does not hang, when the ledger leaves an answer out', async () => {
    const { submit } = grouped({ commit: async ([first]) => (first ? [refusalOf(first)] : []) });
    const [a, b] = await Promise.allSettled(['a', 'b'].map(submit));
    expect(a?.status).toBe('fulfilled');
    expect(b?.status).toBe('rejected');
  });

  it('reads the terms once a batch, when the batch begins', async () => {
    let reads = 0;
    const versions: number[] = [];
    const { submit } = grouped(
      {
        commit: async (submissions, catalog) => {
          versions.push(catalog.version);
          return submissions.map(refusalOf);
        },
      },
      { catalog: async () => ({ ...CATALOG, version: ++reads }), mostInBatch: 2 },
    );
    await Promise.all(['a', 'b', 'c'].map(submit));
    expect(versions).toEqual([1, 2]);
  });

  it('is settled when everything that was submitted has its answer', async () => {
    const ledger = new HeldLedger();
    const { commit, submit } = grouped(ledger);
    await commit.settled();
    let answered = 0;
    for (const key of ['a', 'b']) void submit(key).then(() => (answered += 1));
    await turn();
    ledger.letGo();
    await commit.settled();
    await turn();
    expect(answered).toBe(2);
  });
});

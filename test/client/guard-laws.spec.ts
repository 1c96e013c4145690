import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore, type Store } from '../../web/client/index.js';
import { testApi } from '../support/app.js';
import { type Fault, Network } from './network.js';
import { backend } from './stage.js';

const api = testApi();

const faults = fc.array(
  fc.constantFrom<Fault>('none', 'none', 'lost', 'silent', 'refused', 'busy', 'gateway'),
  { maxLength: 14 },
);

const attempt = fc.record({
  work: fc.constantFrom('a', 'b', 'c'),
  /** Which of two processes asks for it. */
  process: fc.constantFrom(0, 1),
  fail: fc.constantFrom('open' as const, 'closed' as const),
  used: fc.constantFrom(0, 1, 3, 5, 'throws' as const),
});

type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never;

const HELD = 4;

/** Plays a history on a network with faults, heals it, and flushes. */
const play = async (history: {
  readonly attempts: readonly Attempt[];
  readonly faults: readonly Fault[];
  readonly together: boolean;
  readonly stores: readonly [Store, Store];
}) => {
  const clientId = api.newClient();
  const network = new Network(api);
  network.faults.push(...history.faults);
  const processes = history.stores.map((store) =>
    backend(api, { network, store, attempts: 2, timeoutMs: 100 }),
  );
  const runs: { readonly work: string; readonly used: number }[] = [];

  const guarded = async ({ fail, process, used, work }: Attempt) => {
    const action = { clientId, actionId: 'ask_ai', work, quantity: HELD, fail };
    const outcome = await processes[process]
      ?.guard(action, async () => {
        runs.push({ work, used: used === 'throws' ? 0 : used });
        if (used === 'throws') throw new Error('the work failed');
        return { value: work, quantity: used };
      })
      .catch((error: Error) => error.message);
    return outcome;
  };
  if (history.together) await Promise.all(history.attempts.map(guarded));
  else for (const each of history.attempts) await guarded(each);

  network.faults.length = 0;
  const flushed = [];
  for (const store of history.stores) flushed.push(await backend(api, { store }).flush());
  const state = await backend(api).state({ clientId, tail: 200 });
  if (!state.ok) throw new Error('the state can be read when all is well');
  return { runs, flushed, entries: state.value.ledgerTail, state: state.value };
};

const expectLaws = ({ entries, flushed, runs }: Awaited<ReturnType<typeof play>>) => {
  const works = runs.map(({ work }) => work);
  expect(works, 'each piece of work is done at most once').toEqual([...new Set(works)]);
  for (const { refused, waiting } of flushed) expect([refused, waiting]).toEqual([[], []]);
  const charged = entries
    .filter(({ kind }) => kind === 'capture')
    .map(({ creditsDelta, idempotencyKey }) => ({
      work: idempotencyKey.replace('ask_ai/', ''),
      used: -creditsDelta,
    }));
  const byWork = (a: { work: string }, b: { work: string }) => a.work.localeCompare(b.work);
  expect(charged.sort(byWork), 'what was done is charged once, for what it took').toEqual(
    runs.filter(({ used }) => used > 0).sort(byWork),
  );
};

describe('whatever fails on the way, guarded work', () => {
  it('is done at most once, and charged exactly once when it was done: in processes that share a store', async () => {
    const shared = () => {
      const store = memoryStore();
      return [store, store] as const;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(attempt, { minLength: 1, maxLength: 6 }),
        faults,
        fc.boolean(),
        async (attempts, faults, together) => {
          expectLaws(await play({ attempts, faults, together, stores: shared() }));
        },
      ),
      { numRuns: 80 },
    );
  });

  it('is so, too, in processes that share nothing, where it fails closed', async () => {
    const closed = attempt.map((each) => ({ ...each, fail: 'closed' as const }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(closed, { minLength: 1, maxLength: 6 }),
        faults,
        fc.boolean(),
        async (attempts, faults, together) => {
          const stores = [memoryStore(), memoryStore()] as const;
          expectLaws(await play({ attempts, faults, together, stores }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves nothing held when everything is settled', async () => {
    const store = memoryStore();
    const faults: Fault[] = ['lost', 'lost', 'none', 'refused', 'refused'];
    const attempts = [
      { work: 'a', process: 0, fail: 'open', used: 3 },
      { work: 'b', process: 1, fail: 'open', used: 'throws' },
    ] as const;
    const played = await play({ attempts, faults, together: false, stores: [store, store] });
    expectLaws(played);
    expect(played.state).toMatchObject({ held: 0, balance: 117, available: 117 });
  });
});

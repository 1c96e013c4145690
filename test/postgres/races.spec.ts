import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { counted, range } from '../ledger/racing/answers.js';
import { race } from '../ledger/racing/processes.js';
import { PostgresArena } from './arena.js';

const PROCESSES = range(4);

/** Several servers on one database, each with a group commit of its own. PGlite can't show any of this. */
describe('several processes on one PostgreSQL', () => {
  let arena: PostgresArena;
  beforeEach(async () => {
    arena = await PostgresArena.open(inject('postgres'));
  });
  afterEach(async () => {
    expect(await arena.deadlocks()).toBe(0);
    await arena.close();
  });

  it('write one entry for one key, however many send it from wherever', async () => {
    const same = { client: 'ada', key: 'once', quantity: 3 };
    const jobs = PROCESSES.map(() =>
      arena.job(
        'submit',
        100,
        range(100).map(() => [same]),
      ),
    );
    const answers = (await race(jobs)).flat();
    expect(counted(answers)).toEqual({ committed: 1, replayed: 399 });
    expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(1);
    expect(await arena.debits('ada')).toHaveLength(1);
    await arena.expectKept('ada', answers);
  });

  it('open the same wallets at the same moment, each once', async () => {
    const clients = range(50).map((index) => `client-${index}`);
    const jobs = PROCESSES.map((process) => {
      const turned = [...clients.slice(process * 12), ...clients.slice(0, process * 12)];
      const asks = turned.map((client) => ({ client, key: `by-${process}`, quantity: 1 }));
      return arena.job(
        'submit',
        100,
        asks.map((each) => [each]),
      );
    });
    const answers = (await race(jobs)).flat();
    expect(counted(answers)).toEqual({ committed: 200 });
    for (const client of clients) {
      const { entries } = await arena.ledger.read(arena.wallet(client), { limit: 100 });
      const kinds = entries.map(({ kind }) => kind);
      expect(kinds).toEqual(['debit', 'debit', 'debit', 'debit', 'grant', 'open']);
    }
    await arena.expectKept('client-0', answers);
  });

  it('never take more than was funded: 500 debits on 120 credits succeed 120 times', async () => {
    const jobs = PROCESSES.map((process) =>
      arena.job(
        'submit',
        120,
        range(125).map((index) => [{ client: 'ada', key: `${process}-${index}`, quantity: 1 }]),
      ),
    );
    const answers = (await race(jobs)).flat();
    expect(counted(answers)).toEqual({ committed: 120, refused: 380 });
    const { stored } = await arena.ledger.read(arena.wallet('ada'), { limit: 0 });
    expect(stored?.wallet.granted).toBe(0);
    await arena.expectKept('ada', answers);
  });

  it('commit overlapping batches of many wallets in opposite orders, without a deadlock', async () => {
    const clients = range(20).map((index) => `client-${index}`);
    const rounds = range(40);
    const jobs = PROCESSES.map((process) =>
      arena.job(
        'batch',
        1000,
        rounds.map((round) => {
          const order = process % 2 === 0 ? clients : [...clients].reverse();
          // Every other batch has a new wallet in its middle, which the others are about to open too.
          const wallets = [...order.slice(0, 10), `new-${round >> 1}`, ...order.slice(10)];
          return wallets.map((client) => ({ client, key: `${process}-${round}`, quantity: 1 }));
        }),
      ),
    );
    const answers = (await race(jobs)).flat();
    expect(counted(answers)).toEqual({ committed: 4 * 40 * 21 });
    for (const client of clients) expect(await arena.debits(client)).toHaveLength(160);
    await arena.expectKept('client-0', answers);
  });

  it('answer each of a mixed batch: committed once, replayed to the others, refused', async () => {
    const clients = range(10).map((index) => `client-${index}`);
    const jobs = PROCESSES.map((process) =>
      arena.job(
        'batch',
        10,
        range(30).map((round) => {
          const order = process % 2 === 0 ? clients : [...clients].reverse();
          return order.flatMap((client) => [
            { client, key: `same-${round % 10}`, quantity: 1 },
            { client, key: `dear-${process}-${round}`, quantity: 11 },
          ]);
        }),
      ),
    );
    const answers = (await race(jobs)).flat();
    expect(counted(answers)).toEqual({ committed: 100, replayed: 1100, refused: 1200 });
    for (const client of clients) expect(await arena.debits(client)).toHaveLength(10);
    await arena.expectKept('client-0', answers);
  });
});

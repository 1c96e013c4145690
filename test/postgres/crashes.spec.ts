import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/support/postgres-server.js';
import { counted, range } from '../ledger/racing/answers.js';
import { startTogether } from '../ledger/racing/processes.js';
import { PostgresArena } from './arena.js';

const manyEach = (process: number, callers: number, each: number) =>
  range(callers).map((caller) =>
    range(each).map((index) => ({
      client: index % 2 === 0 ? 'ada' : `own-${process}`,
      key: `${process}-${caller}-${index}`,
      quantity: 1,
    })),
  );

describe('a worker that is killed in the middle', () => {
  let arena: PostgresArena;
  beforeEach(async () => {
    arena = await PostgresArena.open(inject('postgres'));
  });
  afterEach(() => arena.close());

  it('leaves every debit that it acknowledged, none twice, and no lock', async () => {
    const jobs = range(3).map((process) =>
      arena.job('submit', 100_000, manyEach(process, 16, process === 0 ? 400 : 40)),
    );
    const [victim, ...others] = await startTogether(jobs);
    await victim?.acknowledged(100);
    await victim?.kill9();
    const acknowledged = victim?.answers ?? [];
    const rest = (await Promise.all(others.map((worker) => worker.done()))).flat();

    expect(acknowledged.length).toBeLessThan(16 * 400);
    expect(counted(acknowledged)).toEqual({ committed: acknowledged.length });
    expect(counted(rest)).toEqual({ committed: 2 * 16 * 40 });
    await arena.expectKept('ada', [...acknowledged, ...rest]);
    await arena.expectKept('own-0', acknowledged);

    // Who takes over sends all of it again: what was written is replayed, the rest is done.
    const again = manyEach(0, 16, 40);
    const [successor] = await startTogether([arena.job('submit', 100_000, again)]);
    const answers = (await successor?.done()) ?? [];
    const { committed = 0, replayed = 0 } = counted(answers);
    expect(committed + replayed).toBe(16 * 40);
    expect(replayed).toBeGreaterThan(0);
    await arena.expectKept('ada', [...acknowledged, ...rest, ...answers]);
  });
});

describe('a database that is killed in the middle', () => {
  let server: PostgresServer;
  let arena: PostgresArena;
  beforeEach(async () => {
    server = await startPostgres();
    arena = await PostgresArena.open(server.url());
  });
  afterEach(async () => {
    await arena.close();
    await server.stop();
  });

  it.each([
    ['and is back at once', 0],
    ['and is back after the ledger gave up', 6000],
  ])(
    '%s keeps what was acknowledged, and answers all or says that it is away',
    async (_, awayMs) => {
      const jobs = range(2).map((process) =>
        arena.job('submit', 100_000, manyEach(process, 16, 60)),
      );
      const workers = await startTogether(jobs);
      for (const [worker, acknowledgements] of [
        [workers[0], 100],
        [workers[1], 500],
      ] as const) {
        await worker?.acknowledged(acknowledgements);
        await server.kill9();
        await new Promise((resolve) => setTimeout(resolve, awayMs));
        await server.restart();
      }
      const answers = (await Promise.all(workers.map((worker) => worker.done()))).flat();

      const { committed = 0, replayed = 0, unavailable = 0, ...others } = counted(answers);
      expect(others).toEqual({});
      expect(committed + replayed).toBe(2 * 16 * 60);
      if (awayMs > 0) expect(unavailable).toBeGreaterThan(0);
      expect(await arena.debits('ada')).toHaveLength(2 * 16 * 30);
      for (const client of ['ada', 'own-0', 'own-1']) await arena.expectKept(client, answers);
    },
  );
});

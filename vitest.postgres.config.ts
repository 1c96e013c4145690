import { defineConfig } from 'vitest/config';

/** On a real PostgreSQL, one file at a time: the races inside of a file have the machine to themselves. */
export default defineConfig({
  test: {
    name: 'postgres',
    pool: 'forks',
    fileParallelism: false,
    include: ['test/postgres/**/*.spec.ts'],
    globalSetup: ['test/postgres/server.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});

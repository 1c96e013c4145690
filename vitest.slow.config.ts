import { defineConfig } from 'vitest/config';

/** Real processes of the local server, one file at a time: races and start-up times want the machine to themselves. */
export default defineConfig({
  test: {
    name: 'slow',
    pool: 'forks',
    fileParallelism: false,
    include: ['test/slow/**/*.spec.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});

import { defineConfig } from 'vitest/config';

/** What needs the package registry or a whole clone: for CI. */
export default defineConfig({
  test: {
    include: ['test/ci/**/*.spec.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 60_000 } },
  },
});

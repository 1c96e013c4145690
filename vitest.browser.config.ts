import { defineConfig } from 'vitest/config';

/** Real pages of a real local server, in a real Chromium. */
export default defineConfig({
  test: {
    name: 'browser',
    pool: 'forks',
    maxWorkers: 2,
    include: ['test/browser/**/*.spec.ts'],
    globalSetup: ['test/browser/beginning.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

import { defineConfig } from 'vitest/config';

/** What is held to seconds has the machine to itself. The others mostly wait, so two of them at a time do. */
const TIMED = ['test/slow/starting.spec.ts', 'test/slow/ending.spec.ts'];

/** Real processes of the local server, and of others around it. */
export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'timed',
          include: TIMED,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/slow/**/*.spec.ts'],
          exclude: TIMED,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

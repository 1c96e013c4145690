import { defineConfig } from 'vitest/config';

/** The pure rules must not notice where the machine stands: they run once more in each of these zones. */
const ELSEWHERE = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Australia/Lord_Howe'];

const OTHER_SUITES = [
  'test/postgres/**',
  'test/slow/**',
  'test/ci/**',
  'test/browser/**',
  'test/odoo/conformance/**',
];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    // A slow machine is no failure; a test that hangs still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'here',
          include: ['test/**/*.spec.ts'],
          exclude: OTHER_SUITES,
          // What a file opens it closes, and nothing else is shared: so what is loaded may be, which takes a third of the time.
          isolate: false,
        },
      },
      ...ELSEWHERE.map((zone) => ({
        extends: true as const,
        test: {
          name: zone,
          include: ['test/wallet/**/*.spec.ts'],
          env: { TZ: zone },
          // Pure as they are, they may share what they have loaded.
          isolate: false,
        },
      })),
    ],
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts', 'api/**/*.ts'],
      reporter: ['text-summary', 'html'],
    },
  },
});

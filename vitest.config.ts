import { defineConfig } from 'vitest/config';

/** The pure rules must not notice where the machine stands: they run once more in each of these zones. */
const ELSEWHERE = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Australia/Lord_Howe'];

export default defineConfig({
  test: {
    pool: 'forks',
    // A slow machine is no failure; a test that hangs still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'here',
          include: ['test/**/*.spec.ts'],
          exclude: ['test/postgres/**', 'test/slow/**', 'test/ci/**', 'test/odoo/conformance/**'],
        },
      },
      ...ELSEWHERE.map((zone) => ({
        extends: true as const,
        test: {
          name: zone,
          include: ['test/wallet/**/*.spec.ts'],
          env: { TZ: zone },
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

import { defineConfig } from 'vitest/config';

/** The pure rules must not notice where the machine stands: they run once more in each of these zones. */
const ELSEWHERE = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Australia/Lord_Howe'];

/** What changes the process that it runs in gets one of its own: modules loaded anew, clocks and networks replaced. */
const APART = [
  'test/clerk/jwks.spec.ts',
  'test/http/not-set-up.spec.ts',
  'test/odoo/client-deadline.spec.ts',
  'test/odoo/unusable.spec.ts',
];
const OTHER_SUITES = ['test/postgres/**', 'test/slow/**', 'test/ci/**', 'test/odoo/conformance/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    // All cores; the others share what they have loaded, which takes longer than most of them.
    maxWorkers: '100%',
    isolate: false,
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
          exclude: [...OTHER_SUITES, ...APART],
        },
      },
      { extends: true, test: { name: 'apart', include: APART, isolate: true } },
      ...ELSEWHERE.map((zone) => ({
        extends: true as const,
        test: {
          name: zone,
          include: ['test/wallet/**/*.spec.ts'],
          env: { TZ: zone },
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

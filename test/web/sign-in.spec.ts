import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { signInOf, withSignIn } from '../../scripts/web/sign-in.js';

/** As Clerk makes them: its address and a `$`, in base64. */
const keyOf = (host: string, kind = 'live') =>
  `pk_${kind}_${Buffer.from(`${host}$`).toString('base64')}`;

const pageFor = (publishableKey?: string) =>
  withSignIn('<head></head>', signInOf({ CLERK_PUBLISHABLE_KEY: publishableKey ?? '' }));

/** What a page may load, by directive. */
const policyOf = (page: string): Readonly<Record<string, string>> => {
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
};

const OF_ITS_OWN = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
};

describe('a page that is built without a key of Clerk', () => {
  it('loads nothing but what is of its own origin, and lets nobody sign in', () => {
    expect(policyOf(pageFor())).toEqual(OF_ITS_OWN);
    expect(pageFor()).toContain('<meta name="sign-in" content="nothing">');
    expect(pageFor()).not.toContain('clerk');
  });
});

describe('a page that is built with a key of Clerk', () => {
  it.each([
    ['live', 'clerk.example.com'],
    ['test', 'included-katydid-92.clerk.accounts.dev'],
  ])('may speak to the address that a %s key is of, and to no other', (kind, host) => {
    const page = pageFor(keyOf(host, kind));
    expect(policyOf(page)).toEqual({
      ...OF_ITS_OWN,
      'script-src': `'self' https://${host}`,
      'connect-src': `'self' https://${host}`,
      'worker-src': 'blob:',
    });
    expect(page).toContain(`<meta name="clerk-origin" content="https://${host}">`);
  });

  it('takes a key without the padding of base64, and with a line break that was pasted along', () => {
    const key = keyOf('clerk.examples.com');
    expect(key).toMatch(/=$/);
    expect(pageFor(`${key.replace(/=+$/, '')}\n`)).toContain('https://clerk.examples.com');
  });

  it.each([
    ['a secret key', 'sk_live_abcdefghijklmnopqrstuvwxyz'],
    ['a key that was cut off', keyOf('clerk.example.com').slice(0, -6)],
    ['a key of more than an address', keyOf("clerk.example.com; script-src 'unsafe-inline'")],
    ['a key with markup', 'pk_live_"><script>'],
  ])('is not built with %s', (_, key) => {
    expect(() => pageFor(key)).toThrow('CLERK_PUBLISHABLE_KEY: should be the publishable key');
  });
});

describe('npm run build', () => {
  it('ends with a sentence, and without the key, where the key is wrong', () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/build.ts'],
      { env: { PATH: process.env['PATH'], CLERK_PUBLISHABLE_KEY: 'sk_live_1' }, encoding: 'utf8' },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'CLERK_PUBLISHABLE_KEY: should be the publishable key as Clerk shows it, pk_live_… or pk_test_…\n',
    });
  });
});

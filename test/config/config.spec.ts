import { describe, expect, it } from 'vitest';
import { compose } from '../../lib/compose.js';
import { ConfigError, readConfig } from '../../lib/config.js';
import { instanceKeys } from '../clerk/tokens.js';
import { goneDb } from '../support/app.js';

const database = 'postgres://credits:pass-word@db.test:5432/credits';

const complaintAbout = (env: Readonly<Record<string, string>>): string => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error(`${JSON.stringify(env)} was accepted`);
};

describe('which ledger is used', () => {
  it('is the embedded one where nothing is said', () => {
    expect(readConfig({}).ledger).toEqual({ kind: 'embedded', folder: '.data' });
    expect(readConfig({ CZ_DATA_DIR: '/var/credits' }).ledger).toMatchObject({
      folder: '/var/credits',
    });
  });

  it('is the database that is there', () => {
    expect(readConfig({ DATABASE_URL: database }).ledger).toEqual({
      kind: 'postgres',
      url: database,
      directUrl: database,
      prepared: true,
    });
    const pooled = { DATABASE_URL: database, CZ_PG_PREPARED: 'off' };
    const direct = 'postgresql://direct.test/credits';
    expect(readConfig({ ...pooled, DATABASE_URL_DIRECT: direct }).ledger).toMatchObject({
      directUrl: direct,
      prepared: false,
    });
  });

  it('has to be said where there are two: an empty one would grant everybody anew', () => {
    const both = {
      DATABASE_URL: database,
      ODOO_URL: 'https://odoo.test',
      ODOO_DB: 'credits',
      ODOO_USERNAME: 'cz-credits',
      ODOO_API_KEY: 'a-key',
    };
    expect(readConfig({ ...both, CZ_LEDGER: 'postgres' }).ledger.kind).toBe('postgres');
    expect(complaintAbout(both)).toMatch(/^CZ_LEDGER: .*DATABASE_URL.*ODOO_URL/);
  });

  it('can be said against what is there', () => {
    const env = { DATABASE_URL: database, CZ_LEDGER: 'embedded' };
    expect(readConfig(env).ledger.kind).toBe('embedded');
  });

  it.each<[Record<string, string>]>([[{}], [{ CZ_LEDGER: 'embedded' }]])(
    'is never the embedded one on Vercel, whose disk is not kept (%j)',
    (env) => {
      expect(complaintAbout({ ...env, VERCEL: '1' })).toMatch(/^DATABASE_URL: .*Vercel/);
    },
  );

  it('is not PostgreSQL without an address', () => {
    expect(complaintAbout({ CZ_LEDGER: 'postgres' })).toMatch(/^DATABASE_URL: /);
  });

  const odoo = {
    ODOO_URL: 'https://odoo.test',
    ODOO_DB: 'credits',
    ODOO_USERNAME: 'cz-credits',
    ODOO_API_KEY: 'a-key',
  };
  const asTold = {
    url: 'https://odoo.test',
    db: 'credits',
    username: 'cz-credits',
    apiKey: 'a-key',
    transport: 'xmlrpc',
  };

  it('is the Odoo that is there', () => {
    expect(readConfig(odoo).ledger).toEqual({ kind: 'odoo', odoo: asTold });
    const newer = { ...odoo, CZ_LEDGER: 'odoo', ODOO_UID: '7', ODOO_TRANSPORT: 'json2' };
    const told = { ...asTold, uid: 7, transport: 'json2' };
    expect(readConfig(newer).ledger).toEqual({ kind: 'odoo', odoo: told });
  });

  it('is mirrored by an Odoo that is there beside it', () => {
    const env = { ...odoo, DATABASE_URL: database, CZ_LEDGER: 'postgres' };
    expect(readConfig(env)).toMatchObject({ ledger: { kind: 'postgres' }, odoo: asTold });
    expect(readConfig({ DATABASE_URL: database }).odoo).toBeUndefined();
  });

  it('is not Odoo without an address, and no Odoo is used half', () => {
    expect(complaintAbout({ CZ_LEDGER: 'odoo' })).toMatch(/^ODOO_URL: /);
    expect(complaintAbout({ ODOO_URL: 'https://odoo.test', ODOO_DB: 'credits' })).toMatch(
      /^ODOO_USERNAME, ODOO_API_KEY: /,
    );
    expect(
      complaintAbout({ DATABASE_URL: database, CZ_LEDGER: 'postgres', ODOO_URL: odoo.ODOO_URL }),
    ).toMatch(/^ODOO_DB, /);
  });
});

describe('a wrong value', () => {
  it.each([
    ['CZ_TENANT_ID', 'City Zeen'],
    ['CZ_LEDGER', 'mysql'],
    ['DATABASE_URL', 'db.test:5432'],
    ['DATABASE_URL', 'mysql://db.test/credits'],
    ['DATABASE_URL_DIRECT', 'https://db.test'],
    ['CZ_PG_PREPARED', 'maybe'],
    ['CLERK_JWT_KEY', 'pk_test_not-a-pem'],
    ['CLERK_JWT_KEY', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
    ['CLERK_ISSUER', 'clerk.test'],
    ['CLERK_AUTHORIZED_PARTIES', ' , '],
    ['CZ_CREDITS_ENFORCE', 'yes'],
    ['CZ_CREDITS_ENFORCE', 'TRUE'],
    ['CZ_PUBLIC_APP_URL', 'app.test'],
    ['CZ_PUBLIC_APP_URL', 'javascript:alert(1)'],
    ['CZ_ALLOWED_ORIGINS', 'https://a.test,*'],
    ['CZ_ALLOWED_ORIGINS', 'null'],
    ['CZ_REGISTRY_ADMIN_SECRET', 'short-1'],
    ['CZ_REGISTRY_ADMIN_SECRET', 'first-secret,second-secret,third-secret'],
    ['CZ_ADMIN_USERS', 'ada@cityzeen.test'],
    ['CZ_SERVICE_SECRETS', 'just-a-secret'],
    ['CZ_SERVICE_SECRETS', 'worker:short'],
    ['CZ_SERVICE_SECRETS', 'Worker:long-enough'],
    ['CZ_SERVICE_SECRETS', 'worker@Geo:long-enough'],
    ['CZ_RECEIPT_SECRET', 'short'],
    ['CZ_CHECKPOINT_SECRET', 'short'],
    ['CRON_SECRET', 'short'],
    ['CZ_RECEIPT_SECRET', 'first-secret,short'],
    ['CZ_RECEIPT_SECRET', 'first-secret,second-secret,third-secret'],
    ['CZ_CHECKPOINT_SECRET', 'first-secret,second-secret,third-secret'],
    ['CRON_SECRET', 'first-secret,second-secret,third-secret'],
    ['ODOO_URL', 'odoo.test'],
    ['ODOO_UID', 'admin'],
    ['ODOO_TRANSPORT', 'soap'],
    ['CZ_DEV_CLOCK', '2026-01-31'],
    ['CZ_DEV_CLOCK', '2026-01-31T23:59:00'],
  ])('of %s names the variable (%j)', (name, value) => {
    const complaint = complaintAbout({ [name]: value });
    expect(complaint).toMatch(new RegExp(`\\b${name}\\b(\\.\\d+)?: `));
    expect(complaint).not.toContain('\n    at ');
  });

  it('is named with all the others', () => {
    const complaint = complaintAbout({ CZ_CREDITS_ENFORCE: 'yes', CLERK_ISSUER: 'clerk' });
    expect(complaint).toMatch(/CZ_CREDITS_ENFORCE/);
    expect(complaint).toMatch(/CLERK_ISSUER/);
  });

  it('of a secret says how many there may be, and how long', () => {
    expect(complaintAbout({ CRON_SECRET: 'first-secret,second-secret,third-secret' })).toContain(
      'CRON_SECRET: should be one secret, or two while it changes, with a comma between',
    );
    expect(complaintAbout({ CRON_SECRET: 'first-secret,seven7x' })).not.toContain('first');
    expect(complaintAbout({ CZ_RECEIPT_SECRET: 'seven-7' })).toContain('should be at least 8 long');
    expect(readConfig({ CZ_RECEIPT_SECRET: 'eight--8' }).CZ_RECEIPT_SECRET).toEqual(['eight--8']);
  });

  it('is not repeated: it may be a secret', () => {
    const complaint = [
      complaintAbout({ CZ_SERVICE_SECRETS: 'Worker:hush-hush-1' }),
      complaintAbout({ CZ_RECEIPT_SECRET: 'hush-2' }),
      complaintAbout({ CZ_REGISTRY_ADMIN_SECRET: 'hush-3' }),
      complaintAbout({ DATABASE_URL: 'mysql://u:hush-4@db.test' }),
      complaintAbout({ CLERK_JWT_KEY: 'hush-5' }),
    ].join();
    expect(complaint).not.toContain('hush');
  });
});

describe('a value', () => {
  it.each(['', ' ', '\t'])('of %j is none', (nothing) => {
    const env = { CZ_TENANT_ID: nothing, CZ_CREDITS_ENFORCE: nothing, CZ_LEDGER: nothing };
    expect(readConfig({ ...env, CZ_RECEIPT_SECRET: nothing })).toEqual(readConfig({}));
  });

  it.each([
    ['1', true],
    ['on', true],
    ['true', true],
    ['0', false],
    ['off', false],
    ['false', false],
  ])('of %s switches enforcement to %s', (value, enforce) => {
    expect(readConfig({ CZ_CREDITS_ENFORCE: value }).enforce).toBe(enforce);
  });

  it.each([
    ['user_1', ['adjust', 'publish', 'read']],
    ['user_1:read', ['read']],
    ['user_1:publish', ['publish', 'read']],
    ['user_1:adjust+publish', ['adjust', 'publish', 'read']],
  ])('of %s names an operator and what they may', (value, may) => {
    const [operator] = readConfig({ CZ_ADMIN_USERS: value }).CZ_ADMIN_USERS;
    expect([operator?.clientId, [...(operator?.permissions ?? [])].sort()]).toEqual([
      'user_1',
      may,
    ]);
  });

  it.each([
    'user_1:read,user_1',
    'user_1:',
    'user_1:write',
    'user_1:read,:read',
    'user_1:read+',
    'user_1:Read',
    'user 1',
  ])('of %s names no operator', (value) => {
    expect(() => readConfig({ CZ_ADMIN_USERS: value })).toThrow('CZ_ADMIN_USERS');
  });

  it('can be a list, with spaces, in which an origin is no more than that', () => {
    const config = readConfig({
      CZ_ALLOWED_ORIGINS: 'https://a.test/, http://localhost:5173/path ,',
      CZ_ADMIN_USERS: 'user_1, user_2',
      CZ_REGISTRY_ADMIN_SECRET: 'first-secret, second-secret',
    });
    expect(config.CZ_ALLOWED_ORIGINS).toEqual(['https://a.test', 'http://localhost:5173']);
    expect(config.CZ_ADMIN_USERS.map(({ clientId }) => clientId)).toEqual(['user_1', 'user_2']);
    expect(config.CZ_REGISTRY_ADMIN_SECRET).toEqual(['first-secret', 'second-secret']);
  });

  it('can be a service’s secret, bound to a product or not, with colons in it', () => {
    const secrets = 'worker:old:secret,worker:new:secret,geo@geospatial:a:b@c:d-e';
    expect(readConfig({ CZ_SERVICE_SECRETS: secrets }).CZ_SERVICE_SECRETS).toEqual([
      { name: 'worker', secret: 'old:secret' },
      { name: 'worker', secret: 'new:secret' },
      { name: 'geo', product: 'geospatial', secret: 'a:b@c:d-e' },
    ]);
  });

  it('can be a PEM whose lines an environment has flattened', async () => {
    const { pem } = await instanceKeys();
    const flattened = pem.replaceAll('\n', '\\n');
    expect(readConfig({ CLERK_JWT_KEY: flattened }).CLERK_JWT_KEY).toEqual([pem.trim()]);
  });

  it('can be two public keys while an instance changes its own, and no more', async () => {
    const [a, b] = [await instanceKeys(), await instanceKeys()];
    const both = [a.pem.trim(), b.pem.trim()];
    expect(readConfig({ CLERK_JWT_KEY: `${a.pem},\n${b.pem}` }).CLERK_JWT_KEY).toEqual(both);
    expect(complaintAbout({ CLERK_JWT_KEY: [...both, a.pem].join() })).toMatch(
      /^.*\n.*CLERK_JWT_KEY: /,
    );
  });

  it('can be a cron secret that changes: the platform sends the variable as it is, others one of both', () => {
    expect(readConfig({ CRON_SECRET: 'cron-secret' }).CRON_SECRET).toEqual(['cron-secret']);
    expect(readConfig({ CRON_SECRET: 'new-cron-1,cron-secret' }).CRON_SECRET).toEqual([
      'new-cron-1,cron-secret',
      'new-cron-1',
      'cron-secret',
    ]);
    expect(readConfig({}).CRON_SECRET).toEqual([]);
  });
});

describe('what works and should be looked at', () => {
  it('is production that has not said whether to enforce', () => {
    const production = { VERCEL: '1', VERCEL_ENV: 'production', DATABASE_URL: database };
    expect(readConfig(production).warnings).toEqual([
      expect.stringMatching(/^CZ_CREDITS_ENFORCE /),
    ]);
    expect(readConfig({ ...production, CZ_CREDITS_ENFORCE: 'off' }).warnings).toEqual([]);
    expect(readConfig({ ...production, VERCEL_ENV: 'preview' }).warnings).toEqual([]);
  });

  it('is a clock that is set anywhere but on a local server, where nobody heeds it', async () => {
    const env = { CZ_DEV_CLOCK: '2026-01-31T23:59:00Z' };
    const config = readConfig(env);
    expect(config.warnings).toEqual([expect.stringMatching(/^CZ_DEV_CLOCK is ignored/)]);
    const logged: unknown[] = [];
    const app = await compose(config, { db: goneDb, log: (record) => logged.push(record) });
    expect(Math.abs(Date.parse(app.now()) - Date.now())).toBeLessThan(10_000);
    expect(logged).toMatchObject([{ level: 'warning' }]);
    expect(readConfig(env, { local: true }).warnings).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { expiryFindings } from '../../scripts/odoo/provisioning/expiry.js';
import { rightsFinding } from '../../scripts/odoo/provisioning/rights.js';
import { settingsFrom } from '../../scripts/odoo/provisioning/settings.js';
import { differencesOf, importOf, type Thing } from '../../scripts/odoo/provisioning/thing.js';
import { versionFinding } from '../../scripts/odoo/provisioning/version.js';

const user: Thing = {
  externalId: 'cz_smcr.user',
  model: 'res.users',
  title: 'user',
  values: {
    name: 'CZ',
    email: '',
    active: true,
    sequence: 3,
    team: { one: 'a.team' },
    groups: { many: ['a.first', 'a.second'], orImplied: true },
    action: { record: 'a.window', of: 'window' },
  },
  atFirst: { password: 'secret' },
};

const ids = new Map([
  ['a.team', 7],
  ['a.first', 1],
  ['a.second', 2],
  ['a.window', 9],
]);

describe('a thing', () => {
  it('is imported by external ids, with what is only given at first', () => {
    const { fields, row } = importOf(user, ids);
    expect(Object.fromEntries(fields.map((field, at) => [field, row[at]]))).toEqual({
      id: 'cz_smcr.user',
      name: 'CZ',
      email: '',
      active: '1',
      sequence: '3',
      'team/id': 'a.team',
      'groups/id': 'a.first,a.second',
      action: 'window,9',
      password: 'secret',
    });
  });

  it('is imported without that when it is there', () => {
    expect(importOf(user, new Map([...ids, ['cz_smcr.user', 5]])).fields).not.toContain('password');
  });

  const found = {
    name: 'CZ',
    email: false,
    active: true,
    sequence: 3,
    team: [7, 'Team'],
    groups: [2, 1, 4],
    action: 'window,9',
  };

  it('is as it should be whatever the order, with what its groups imply', () => {
    expect(differencesOf(user, found, ids, new Set([4]))).toEqual([]);
  });

  it.each([
    ['name', { name: 'cz' }],
    ['email', { email: 'a@b.c' }],
    ['active', { active: false }],
    ['sequence', { sequence: 0 }],
    ['team', { team: false }],
    ['team', { team: [8, 'Team'] }],
    ['groups', { groups: [1] }],
    ['groups', { groups: [1, 2, 5] }],
    ['action', { action: 'window,10' }],
  ])('differs in %s by %j', (field, changed) => {
    expect(differencesOf(user, { ...found, ...changed }, ids, new Set([4]))).toEqual([field]);
  });

  it('differs where what it refers to is not there yet', () => {
    const without = new Map([...ids].filter(([externalId]) => externalId !== 'a.team'));
    expect(differencesOf(user, found, without, new Set([4]))).toEqual(['team']);
  });
});

describe('the version', () => {
  it.each([
    ['ok', 16, 'xmlrpc'],
    ['ok', 18, 'xmlrpc'],
    ['ok', 21, 'xmlrpc'],
    ['ok', 19, 'json2'],
    ['wrong', 22, 'xmlrpc'],
    ['wrong', 18, 'json2'],
    ['look', 15, 'xmlrpc'],
  ] as const)('is %s: %i over %s', (verdict, major, transport) => {
    expect(versionFinding({ name: `${major}.0`, major }, transport).verdict).toBe(verdict);
  });

  it('that is not told is no failure', () => {
    expect(versionFinding(undefined, 'xmlrpc').verdict).toBe('look');
  });
});

describe('rights', () => {
  const may = { read: true, create: true, write: false, unlink: false };

  it.each([
    ['ok', {}],
    ['wrong', { write: true }],
    ['wrong', { unlink: true }],
    ['wrong', { read: false }],
    ['wrong', { create: false }],
  ] as const)('are %s with %j', (verdict, changed) => {
    expect(rightsFinding({ model: 'crm.lead', may: { ...may, ...changed } }).verdict).toBe(verdict);
  });
});

describe('keys', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const key = (madeAt: string, expiresAt?: string) => ({
    id: 1,
    name: 'key',
    madeAt: new Date(madeAt),
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
  });

  it('that never end are well, and no key at all means a password', () => {
    expect(expiryFindings([key('2025-01-01')], now).map(({ verdict }) => verdict)).toEqual(['ok']);
    expect(expiryFindings([], now)).toMatchObject([{ verdict: 'look' }]);
  });

  it('that end soon are followed by a newer one, or want to be', () => {
    const [old, fresh] = [key('2025-01-15', '2026-01-15'), key('2025-12-31', '2026-12-31')];
    expect(expiryFindings([old, fresh], now)).toMatchObject([
      { verdict: 'look', remedy: expect.stringContaining('--revoke-old') },
      { verdict: 'ok' },
    ]);
    expect(expiryFindings([old], now)).toMatchObject([
      { verdict: 'look', remedy: expect.stringContaining('--rotate') },
    ]);
  });
});

describe('settings', () => {
  const at = { ODOO_URL: 'https://odoo.example.com', ODOO_DB: 'acme' };

  it('may be as few as where Odoo is; what is empty is not set', () => {
    expect(settingsFrom({ ...at, ODOO_USERNAME: '', ODOO_API_KEY: ' ' })).toMatchObject({
      at: { url: 'https://odoo.example.com', db: 'acme', transport: 'xmlrpc' },
      administrator: undefined,
      user: undefined,
      username: undefined,
      keyDays: 365,
    });
  });

  it.each([
    ['ODOO_URL', 'odoo.example.com'],
    ['ODOO_URL', ''],
    ['ODOO_DB', ''],
    ['ODOO_TRANSPORT', 'soap'],
    ['ODOO_UID', '0'],
    ['ODOO_KEY_DAYS', '0'],
    ['ODOO_KEY_DAYS', '1.5'],
    ['ODOO_KEY_DAYS', 'soon'],
  ])('name %s where it is %j', (name, value) => {
    expect(() => settingsFrom({ ...at, [name]: value })).toThrow(`${name}: `);
  });
});

import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, nodesOf, type Source, sourcesIn } from './imports.js';

/** A part of the project: what it may import of the others, and of packages. Its own files are always allowed. */
type Rule = {
  readonly parts: readonly string[];
  /** Only their types: nothing is left of these imports at run time. */
  readonly types?: readonly string[];
  readonly packages: readonly string[] | 'any';
};

/** Dependencies point inward: api → compose, http → credits → ledger port, wallet. Adapters never know each other. */
const RULES: Readonly<Record<string, Rule>> = {
  'lib/wallet': { parts: [], packages: [] },
  'lib/registry': { parts: ['lib/wallet'], packages: ['zod', 'node:util'] },
  'lib/contract': {
    parts: ['lib/wallet', 'lib/registry'],
    packages: ['zod', 'csv-stringify', 'prom-client'],
  },
  'lib/payments': { parts: ['lib/wallet'], packages: [] },
  'lib/audit': { parts: ['lib/wallet'], packages: [] },
  'lib/permission.ts': { parts: [], packages: [] },
  'lib/ledger': { parts: ['lib/wallet'], packages: ['zod', 'node:crypto', 'node:timers'] },
  'lib/ledger/postgres': {
    parts: ['lib/wallet', 'lib/registry', 'lib/ledger'],
    types: ['lib/storage-config.ts', 'lib/payments', 'lib/audit'],
    packages: 'any',
  },
  'lib/ledger/odoo': { parts: ['lib/wallet', 'lib/registry', 'lib/ledger'], packages: 'any' },
  'lib/statement': { parts: ['lib/wallet', 'lib/ledger'], packages: [] },
  'lib/credits': {
    parts: [
      'lib/wallet',
      'lib/registry',
      'lib/ledger',
      'lib/payments',
      'lib/contract',
      'lib/statement',
    ],
    packages: ['jose'],
  },
  'lib/stripe': {
    parts: ['lib/wallet', 'lib/payments'],
    packages: ['stripe', 'zod', 'node:crypto'],
  },
  'lib/clerk': { parts: ['lib/wallet'], packages: ['@clerk/backend', 'jose', 'zod'] },
  'lib/http': {
    parts: [
      'lib/wallet',
      'lib/ledger',
      'lib/payments',
      'lib/contract',
      'lib/credits',
      'lib/permission.ts',
    ],
    types: ['lib/clerk', 'lib/config.ts', 'lib/audit'],
    packages: ['zod', 'hono', 'rate-limiter-flexible', 'node:crypto'],
  },
  'lib/config-error.ts': { parts: [], packages: [] },
  'lib/config-value.ts': { parts: [], packages: ['zod'] },
  'lib/storage-config.ts': {
    parts: ['lib/config-error.ts', 'lib/config-value.ts'],
    packages: ['zod'],
  },
  'lib/payment-config.ts': {
    parts: ['lib/config-error.ts', 'lib/config-value.ts'],
    packages: ['zod'],
  },
  'lib/config.ts': {
    parts: [
      'lib/wallet',
      'lib/config-error.ts',
      'lib/config-value.ts',
      'lib/payment-config.ts',
      'lib/permission.ts',
      'lib/storage-config.ts',
    ],
    packages: ['zod', 'node:crypto'],
  },
  'lib/storage.ts': {
    parts: [
      'lib/ledger',
      'lib/ledger/postgres',
      'lib/ledger/odoo',
      'lib/registry',
      'lib/config-error.ts',
    ],
    types: ['lib/storage-config.ts', 'lib/wallet', 'lib/payments', 'lib/audit'],
    packages: [],
  },
  'lib/compose.ts': {
    parts: [
      'lib/wallet',
      'lib/registry',
      'lib/ledger',
      'lib/storage.ts',
      'lib/credits',
      'lib/clerk',
      'lib/stripe',
      'lib/http',
      'lib/config.ts',
      'lib/permission.ts',
    ],
    types: ['lib/ledger/postgres', 'lib/payments', 'lib/payment-config.ts'],
    packages: ['uuid', '@vercel/functions'],
  },
  api: {
    parts: ['lib/compose.ts', 'lib/http', 'lib/credits', 'lib/contract'],
    packages: ['zod'],
  },
  // What runs in browsers knows the API by its description alone.
  'web/api': { parts: [], packages: ['openapi-fetch'] },
  'web/client': { parts: ['web/api'], packages: ['jose'] },
  'web/components': { parts: ['web/api', 'web/client'], packages: ['lit-html'] },
  'web/pages': { parts: ['web/api', 'web/client'], packages: 'any' },
};

const sources = [...sourcesIn('lib'), ...sourcesIn('api'), ...sourcesIn('web')];

/** The part that a file belongs to: the longest that its path begins with. */
const partOf = (path: string): string | undefined => {
  const file = path.replace(/\.js$/, '.ts');
  const parts = Object.keys(RULES).filter((part) => file === part || file.startsWith(`${part}/`));
  return parts.sort((a, b) => b.length - a.length)[0];
};

const violates = ({ from, isPackage, isTypeOnly, to }: Import): boolean => {
  const own = partOf(from);
  const rule = own && RULES[own];
  if (!rule) return true;
  if (isPackage) return rule.packages !== 'any' && !rule.packages.includes(to);
  const part = partOf(to);
  if (part === undefined) return true;
  return part !== own && !(isTypeOnly && rule.types?.includes(part)) && !rule.parts.includes(part);
};

describe('dependencies', () => {
  it.each(Object.keys(RULES))('of %s point inward', (part) => {
    const own = sources.filter(({ path }) => partOf(path) === part);
    expect(own).not.toEqual([]);
    const violations = own.flatMap(importsOf).filter(violates);
    expect(violations.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('are ruled for every file', () => {
    expect(sources.filter(({ path }) => !partOf(path)).map(({ path }) => path)).toEqual([]);
  });

  it('on the packages that speak XML-RPC are of one file', () => {
    const knowing = sources
      .flatMap(importsOf)
      .filter(({ to }) => to === 'odoo-xmlrpc' || to === 'xmlrpc')
      .map(({ from }) => from);
    expect([...new Set(knowing)]).toEqual(['lib/ledger/odoo/client.ts']);
  });

  it('of a new kind are noticed: static, dynamic, of a type, re-exported, bare, from outside', () => {
    const from = 'lib/wallet/new.ts';
    const seenIn = (text: string): readonly string[] =>
      importsOf({
        path: from,
        tree: ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true),
      })
        .filter(violates)
        .map(({ to }) => to);
    expect(seenIn("import './wallet.js'; import { x } from './credits.js';")).toEqual([]);
    expect(seenIn("import { z } from 'zod';")).toEqual(['zod']);
    expect(seenIn("import 'node:fs/promises';")).toEqual(['node:fs']);
    expect(seenIn("const x = await import('../ledger/entry.js');")).toEqual([
      'lib/ledger/entry.js',
    ]);
    expect(seenIn("type X = import('../config.js').Config;")).toEqual(['lib/config.js']);
    expect(seenIn("export * from '../../scripts/dev.js';")).toEqual(['scripts/dev.js']);
    expect(seenIn("const pg = require('pg');")).toEqual(['pg']);
    expect(seenIn("import type { X } from '../../test/support/app.js';")).toEqual([
      'test/support/app.js',
    ]);
    expect(() => seenIn('await import(name);')).toThrow('computed');
  });
});

describe('the functions of the platform', () => {
  it('are twelve at most', () => {
    expect(sourcesIn('api').length).toBeLessThanOrEqual(12);
  });

  it.each(sourcesIn('api').map(({ path, tree }) => [path, tree] as const))(
    '%s is one endpoint, and nothing else',
    (_, tree) => {
      const exported = tree.statements.filter(
        (node) => ts.isExportAssignment(node) || ts.isExportDeclaration(node) || isExported(node),
      );
      expect(exported.map((node) => /^export default endpoints?\(/.test(node.getText()))).toEqual([
        true,
      ]);
    },
  );
});

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

/** Names by which the world gets in, or which answer differently every time. */
const WORLDLY = [
  'process',
  'fetch',
  'crypto',
  'performance',
  'globalThis',
  'global',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
  'Intl',
];

/** Whatever in a file depends on more than its arguments, by its text. */
const impuritiesIn = ({ tree }: Source): readonly string[] =>
  [...nodesOf(tree)].filter(isImpure).map((node) => node.getText().slice(0, 60));

const isImpure = (node: ts.Node): boolean => {
  if (ts.isIdentifier(node)) return WORLDLY.includes(node.text) && !isMemberName(node);
  if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword) return true;
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  }
  if (ts.isCallExpression(node)) {
    return /^(Date|Date\.now|Math\.random)$/.test(node.expression.getText());
  }
  return ts.isPropertyAccessExpression(node) && /\.toLocale\w+$/.test(node.getText());
};

const isMemberName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  ts.isPropertyAssignment(node.parent) ||
  ts.isPropertySignature(node.parent);

describe('the wallet', () => {
  it.each(sourcesIn('lib/wallet').map((source) => [source.path, source] as const))(
    '%s depends on nothing but its arguments',
    (_, source) => {
      expect(impuritiesIn(source)).toEqual([]);
    },
  );

  it.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'Date()',
    'Math.random()',
    'fetch(url)',
    'process.env["X"]',
    'crypto.randomUUID()',
    'globalThis.Date.now()',
    'const f = async () => 1',
    'Promise.resolve()',
    'performance.now()',
    'text.toLocaleUpperCase()',
  ])('would be noticed to say %s', (text) => {
    const tree = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
    expect(impuritiesIn({ path: 'x.ts', tree })).not.toEqual([]);
  });

  it.each(['new Date(value)', 'Date.parse(at)', 'Date.UTC(2026, 1)', 'wallet.fetch', 'Math.min()'])(
    'may say %s',
    (text) => {
      const tree = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
      expect(impuritiesIn({ path: 'x.ts', tree })).toEqual([]);
    },
  );
});

it('nothing but the composition reads the environment', () => {
  const readers = sources.filter(({ tree }) =>
    [...nodesOf(tree)].some((node) => ts.isIdentifier(node) && node.text === 'process'),
  );
  const allowed = ['lib/compose.ts', 'lib/ledger/postgres/folder-lock.ts'];
  expect(readers.map(({ path }) => path)).toEqual(allowed);
});

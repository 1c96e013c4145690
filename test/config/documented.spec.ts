import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../../lib/config.js';
import { BUILD_VARIABLES } from '../../scripts/web/sign-in.js';

/** By the functions, or when the pages are built. */
const READ: readonly string[] = [...VARIABLES, ...BUILD_VARIABLES];

const read = (name: string): string =>
  readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** What looks like a variable of ours. `CZ_SMCR` begins the name of an entry. */
const named = (text: string): readonly string[] =>
  [...new Set(text.match(/\b(CZ|CLERK|DATABASE|ODOO|CRON)_[A-Z_]+[A-Z]\b/g))].filter(
    (name) => name !== 'CZ_SMCR',
  );

describe.each(['README.md', '.env.example'])('%s', (file) => {
  it('has every variable that is read', () => {
    const text = read(file);
    expect(READ.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });

  it('has no variable that nobody reads', () => {
    expect(named(read(file)).filter((name) => !READ.includes(name))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import v1 from '../../api/v1.js';
import { VERSION } from '../../lib/compose.js';
import { openApi } from '../../lib/contract/openapi.js';
import { typesOf } from '../../scripts/web/api-types.js';

const document = openApi(VERSION);

/** Everything that a `$ref` in `value` points to. */
const refsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' ? [String(member)] : refsIn(member),
  );
};

describe('the OpenAPI document', () => {
  it('is published as the schemas have it: otherwise run `npm run openapi`', () => {
    const published = JSON.parse(readFileSync('public/openapi.json', 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('is what the types of web/ are made of: otherwise run `npm run openapi`', async () => {
    const types = await typesOf(readFileSync('public/openapi.json', 'utf8'));
    expect(readFileSync('web/api/schema.d.ts', 'utf8')).toBe(types);
  });

  it('describes every function, and no other', () => {
    const functions = readdirSync('api').map((file) => `/api/${file.replace(/\.ts$/, '')}`);
    const others = v1.paths.map((path) => path.replace(/:(\w+)/g, '{$1}'));
    const expected = [...functions.filter((path) => path !== '/api/v1'), ...others];
    expect(Object.keys(document.paths).sort()).toEqual(expected.sort());
  });

  it('points only to what it has', () => {
    const known = Object.keys(document.components.schemas).map(
      (id) => `#/components/schemas/${id}`,
    );
    for (const ref of refsIn(document)) expect(known).toContain(ref);
  });

  it('takes a debit in each of its modes, alone or as a list, and nothing unknown', () => {
    const { anyOf = [], oneOf = anyOf } = document.components.schemas['DebitRequest'] ?? {};
    expect(oneOf).toHaveLength(6);
    expect(JSON.stringify(oneOf)).toContain('"additionalProperties":false');
  });
});

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';

/** The sample of a store in the page for product engineers, as it stands there. */
const fileStore = async (folder: string) => {
  const page = readFileSync('docs/client.md', 'utf8');
  const [, sample = ''] = /```ts\n((?:(?!```)[\s\S])*fileStore[\s\S]*?)```/.exec(page) ?? [];
  const { code } = await transform(sample, { loader: 'ts', format: 'esm' });
  const file = join(mkdtempSync(join(tmpdir(), 'cz-credits-sample-')), 'store.mjs');
  writeFileSync(file, code);
  const sampled = await import(/* @vite-ignore */ file);
  return sampled.fileStore(folder);
};

it('the store in files keeps names of any length once, and minds no draft of a crash', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-credits-store-'));
  writeFileSync(join(folder, 'broken-off.draft'), '');
  const store = await fileStore(folder);
  const name = `begun:ada ${'é'.repeat(200)}`;
  const added = await Promise.all(['1', '2', '3'].map((value) => store.add(name, value)));
  expect(added.filter(Boolean)).toHaveLength(1);
  expect(await store.get(name)).toBe(String(added.indexOf(true) + 1));
  expect(await store.names('begun:')).toEqual([name]);
  expect(await store.names('charge:')).toEqual([]);
  await store.delete(name);
  expect([await store.get(name), await store.names('')]).toEqual([undefined, []]);
  expect(readdirSync(folder)).toEqual(['broken-off.draft']);
});

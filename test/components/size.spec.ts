import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildSite } from '../../scripts/web/site.js';

const MOST_BYTES = 15_000;

it('what a page loads for the components is at most 15 KB, whichever of the modules', async () => {
  const site = await buildSite({ by: 'nothing' });
  const modules = [...site].filter(([name]) => /^cz-credits(\.\w+)?\.js$/.test(name));
  expect(modules.map(([name]) => name)).toContain('cz-credits.js');
  const sizes = modules.map(([name, contents]) => [name, gzipSync(contents).length] as const);
  expect(sizes.filter(([, bytes]) => bytes > MOST_BYTES)).toEqual([]);
});

it('each language is one file, which the components know of', async () => {
  const site = await buildSite({ by: 'nothing' });
  const script = new TextDecoder().decode(site.get('cz-credits.js'));
  const others = readdirSync('web/components/texts').filter((file) => file !== 'en.ts');
  expect(others).toContain('de.ts');
  for (const file of others) {
    expect(script).toContain(`import("./cz-credits.${file.replace('.ts', '.js')}")`);
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const README = read('../../lib/wallet/README.md');

describe('the README of the wallet', () => {
  it('shows the example as it is, and what it prints', async () => {
    const example = read('./example.ts');
    expect(README).toContain(`\`\`\`ts\n${example}\`\`\``);
    const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await import('./example.js');
    const printed = print.mock.calls.map((line) => line.join(' '));
    print.mockRestore();
    expect(printed).toEqual([example.match(/\/\/ (.+)/)?.[1]]);
  });

  it('says of every file what lives there', () => {
    const files = readdirSync(new URL('../../lib/wallet/', import.meta.url));
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      expect(README).toContain(`\`${file}\``);
    }
  });
});

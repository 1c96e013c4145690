import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERSION } from '../lib/compose.js';

it('says the version of its package', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

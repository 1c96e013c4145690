import { expect, it } from 'vitest';
import { wholeNumberOf } from '../../../web/pages/console/wallets/corrections/field.js';

it.each([
  ['50', 50],
  ['+50', 50],
  ['-20', -20],
  ['−20', -20],
  [' 1 000 ', 1000],
  ['1\u202f000', 1000],
])('%j is read as %d', (text, number) => {
  expect(wholeNumberOf(text)).toBe(number);
});

it.each(['', '1.5', '1,000', '2e3', '--2', 'ten', '1'.repeat(16)])(
  '%j is no whole number',
  (text) => {
    expect(wholeNumberOf(text)).toBeUndefined();
  },
);

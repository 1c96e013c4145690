import { describe, expect, it } from 'vitest';
import { optionsFrom } from '../../scripts/stating/options.js';

describe('npm run statement', () => {
  it('makes JSON of a month, of everybody', () => {
    expect(optionsFrom(['2026-11'])).toEqual({ month: '2026-11', format: 'json' });
  });

  it('makes CSV of one client, to a file', () => {
    const args = ['--csv', '2026-11', '--client', 'ada', '--out', 'ada.csv'];
    const asked = { month: '2026-11', format: 'csv', clientId: 'ada', out: 'ada.csv' };
    expect(optionsFrom(args)).toEqual(asked);
  });

  it.each([
    [[], 'which month?'],
    [['2026-13'], 'month is a month, such as 2026-11'],
    [['2026-11', '2026-12'], 'one month at a time, not also 2026-12'],
    [['2026-11', '--client', 'a b'], 'clientId is 1 to 128 letters'],
    [['2026-11', '--json'], "Unknown option '--json'"],
  ])('says what is wrong with %j, and how it is used', (args, problem) => {
    expect(() => optionsFrom(args)).toThrow(problem);
    expect(() => optionsFrom(args)).toThrow('usage: npm run statement -- 2026-11 [--csv]');
  });
});

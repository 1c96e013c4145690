import { describe, expect, it } from 'vitest';
import { addsUp, came, type Lines, lost } from '../../../../web/pages/console/statement/lines.js';

const lines: Lines = {
  opening: 100,
  granted: 120,
  bought: 500,
  reinstated: 10,
  adjusted: -5,
  reversed: 3,
  adopted: 0,
  used: 200,
  trimmed: 40,
  clawedBack: 30,
  closing: 458,
};

describe('the lines of a statement', () => {
  it('add up to the closing', () => {
    expect(addsUp(lines)).toBe(true);
    expect(addsUp({ ...lines, closing: 459 })).toBe(false);
    expect(addsUp({ ...lines, used: 199 })).toBe(false);
  });

  it('come to what came, and to what went otherwise than by use', () => {
    expect(came(lines)).toBe(628);
    expect(lost(lines)).toBe(-70);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HEARD } from '../../lib/stripe/notice.js';
import { credits, proportion } from '../../lib/wallet/credits.js';

const page = readFileSync(new URL('../../docs/stripe.md', import.meta.url), 'utf8');

describe('docs/stripe.md', () => {
  it('lists exactly the events that are heard', () => {
    const [list = ''] = /(?<=```\n)(\s*[a-z_]+(\.[a-z_]+)+\n)+/.exec(page) ?? [];
    expect(list.trim().split(/\s+/).toSorted()).toEqual(HEARD.toSorted());
  });

  it('counts what goes back as the ledger does', () => {
    const rows = [...page.matchAll(/\| €([\d.]+) \| (\d+) \| (.*) \|/g)];
    expect(rows).toHaveLength(8);
    let before = 0;
    for (const [, back, taken, entry] of rows) {
      const returned = Math.round(Number(back) * 100);
      expect(Number(taken)).toBe(proportion(credits(500), returned, 2700, 'down'));
      const posted = /`(?:clawback|reinstatement)` ([−+]\d+)/.exec(entry ?? '')?.[1];
      if (posted) expect(Number(posted.replace('−', '-'))).toBe(before - Number(taken));
      before = Number(taken);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { complaintsOfAxe, LOOKS, overflow, pictured, staged } from './stage.js';

const stage = staged();

describe.each(['/', '/account', '/console', '/reference', '/nothing-here'])('%s', (path) => {
  it.each(LOOKS)('is shown to a stranger at $width px, $scheme', async (visitor) => {
    const page = await (await stage.visitor(visitor)).newPage();
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await pictured(page, `${path.slice(1) || 'landing'}-${visitor.width}-${visitor.scheme}`);
  });
});

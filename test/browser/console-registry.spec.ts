import { describe, expect, it } from 'vitest';
import { complaintsOfAxe, overflow, pictured, staged } from './stage.js';

const stage = staged();

describe('the registry editor', () => {
  it.each([
    { width: 360, scheme: 'light' },
    { width: 360, scheme: 'dark' },
    { width: 1440, scheme: 'light' },
    { width: 1440, scheme: 'dark' },
  ] as const)('shows what is in force at $width px, $scheme', async (visitor) => {
    const page = await stage.signedIn('ann', { ...visitor, operator: true });
    for (const section of ['actions', 'plans', 'packs', 'json', 'history']) {
      await page.goto(`/console#/registry/${section}`);
      await page.reload({ waitUntil: 'networkidle' });
      await page.locator('.in-force').waitFor();
      await pictured(page, `registry-${section}-${visitor.width}-${visitor.scheme}`);
      expect(await overflow(page)).toBe(0);
      expect(await complaintsOfAxe(page)).toEqual([]);
    }
  });
});

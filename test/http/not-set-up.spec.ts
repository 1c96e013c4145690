import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import health from '../../api/health.js';
import { problem } from '../../lib/contract/problem.js';

const logged: string[] = [];

beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line) => logged.push(String(line)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const ask = () => health.fetch(new Request('https://credits.test/api/health'));

describe('a deployment that can’t start', () => {
  it('says that it is not set up, and its log says what is missing', async () => {
    vi.stubEnv('VERCEL', '1');
    vi.stubEnv('DATABASE_URL', '');
    const response = await ask();
    expect(response.headers.get('retry-after')).toBe('60');
    expect(problem.parse(await response.json())).toEqual({
      type: 'urn:cz-credits:problem:not_configured',
      title: 'Not configured',
      status: 503,
      detail: 'the service is not set up; its log says what is missing',
      code: 'not_configured',
      traceId: response.headers.get('x-trace-id'),
    });
    expect(logged).toEqual([expect.stringContaining('DATABASE_URL')]);
  });

  it('does not read its environment again: a deployment’s does not change', async () => {
    expect((await ask()).status).toBe(503);
    expect(logged).toEqual([expect.stringContaining('DATABASE_URL')]);
  });
});

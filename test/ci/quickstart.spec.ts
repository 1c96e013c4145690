import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PORT = 3456;

/** The README's commands, as a newcomer copies them. */
const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```sh\n(.*?)```/gs)].map(
  (match) => match[1] ?? '',
);

describe('the quickstart, in a fresh clone with nothing but Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-credits-quickstart-'));
  const clone = join(folder, 'clone');
  const shell = (script: string) =>
    execFileSync('bash', ['-euc', script], { cwd: clone, encoding: 'utf8' });

  beforeAll(() => {
    execFileSync('git', ['clone', '--quiet', process.cwd(), clone]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('installs and tells the story, to the verdict', () => {
    const [demo] = (blocks[0] ?? '').split('\n');
    expect(demo).toMatch(/^npm ci && npm run demo/);
    expect(shell(demo ?? '')).toContain('verified: 10 entries of 1 wallet');
  });

  it('goes from the grant to the refusal by hand', async () => {
    const [, byHand] = blocks;
    const server = spawn('npm', ['run', 'dev'], {
      cwd: clone,
      env: { ...process.env, CZ_CREDITS_ENFORCE: '1', PORT: String(PORT) },
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.stdout.on('data', (text) => String(text).includes('ready ') && resolve());
        server.once('exit', () => reject(new Error('the server ended')));
      });
      const script = (byHand ?? '')
        .replaceAll(':3000', `:${PORT}`)
        .replaceAll('curl', 'echo; curl');
      const answers = shell(script)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(answers).toHaveLength(4);
      expect(answers[0]).toMatchObject({ balance: 120, version: 0 });
      expect(answers[1]).toMatchObject({ balance: 100, entry: { seq: 3 } });
      expect(answers[2]).toEqual(answers[1]);
      expect(answers[3]).toMatchObject({
        status: 402,
        required: 120,
        available: 100,
        shortfall: 20,
      });
    } finally {
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await new Promise((resolve) => server.once('exit', resolve));
      }
    }
    // npm is gone; the server, which npm's shell had started, must not stay behind.
    const answers = () =>
      fetch(`http://localhost:${PORT}/api/health`).then(
        () => true,
        () => false,
      );
    await expect.poll(answers).toBe(false);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CLI = 'vercel@60.1.3';
const MEGABYTE = 1024 * 1024;

/** What the platform would be told of a project, so that the build asks for no account. */
const PROJECT = {
  projectId: 'prj_local',
  orgId: 'team_local',
  settings: {
    framework: null,
    buildCommand: 'true',
    installCommand: '',
    nodeVersion: '24.x',
  },
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)))
    .sort();

const functions = readdirSync('api').map((file) => file.replace(/\.ts$/, ''));

describe('the build for the platform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-credits-build-'));
  const built = (name: string) => join(folder, '.vercel/output/functions/api', `${name}.func`);

  beforeAll(() => {
    for (const file of execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      encoding: 'utf8',
    }).split('\n')) {
      if (file === '') continue;
      mkdirSync(join(folder, file, '..'), { recursive: true });
      execFileSync('cp', [file, join(folder, file)]);
    }
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, '.vercel'));
    writeFileSync(join(folder, '.vercel/project.json'), JSON.stringify(PROJECT));
    const { vercel } = {
      vercel: JSON.parse(execFileSync('cat', ['vercel.json'], { encoding: 'utf8' })),
    };
    // What is installed already, and whose types CI checks by itself, is only to be built here.
    const settings = { ...vercel, installCommand: '', buildCommand: 'true' };
    writeFileSync(join(folder, 'vercel.json'), JSON.stringify(settings));
    execFileSync('npx', ['--yes', CLI, '--version'], { cwd: folder, stdio: 'ignore' });
    const build = spawnSync('unshare', ['-n', 'npx', '--offline', CLI, 'build', '--yes'], {
      cwd: folder,
      encoding: 'utf8',
      input: '',
    });
    if (build.status !== 0) throw new Error(`${build.stdout}\n${build.stderr}`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes one function of each file in api/, and no other', () => {
    expect(readdirSync(join(folder, '.vercel/output/functions/api')).sort()).toEqual(
      functions.map((name) => `${name}.func`).sort(),
    );
    expect(functions.length).toBeLessThanOrEqual(12);
  });

  it('brings every path below /v1 to its function, with the query as it came', () => {
    const { routes } = JSON.parse(
      readFileSync(join(folder, '.vercel/output/config.json'), 'utf8'),
    ) as { routes: readonly { readonly src?: string; readonly dest?: string }[] };
    const [rewrite, ...others] = routes.filter(({ dest }) => dest?.startsWith('/api/v1'));
    expect([rewrite?.dest, others]).toEqual(['/api/v1', []]);
    expect('/v1/admin/entries').toMatch(new RegExp(rewrite?.src ?? '$-'));
  });

  it('publishes the pages of public/, and nothing of the code', () => {
    expect(filesIn(join(folder, '.vercel/output/static'))).toEqual(filesIn('public'));
  });

  it.each(functions)('%s is small, leaves the embedded database out, and answers', (name) => {
    const files = filesIn(built(name));
    const size = files.reduce((sum, file) => sum + statSync(join(built(name), file)).size, 0);
    expect(size / MEGABYTE).toBeLessThan(8);
    expect(
      files.filter((file) => /pglite|postgrator/.test(file) && file.includes('node_modules')),
    ).toEqual([]);
    // Without configuration every function says so: imported and run as the platform would.
    const script = `
      const { default: handler } = await import(${JSON.stringify(join(built(name), 'api', `${name}.js`))});
      const answer = await handler.fetch(new Request('http://localhost/api/${name}', { method: 'GET' }));
      console.log(JSON.stringify({ status: answer.status, body: await answer.json() }));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], VERCEL: '1' },
    });
    expect(run.stderr).toContain('DATABASE_URL');
    expect(JSON.parse(run.stdout)).toMatchObject({ status: 503, body: { code: 'not_configured' } });
  });
});

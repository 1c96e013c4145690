import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInOf } from '../../scripts/web/sign-in.js';
import { buildSite } from '../../scripts/web/site.js';

const CLI = 'vercel@60.1.3';
const MEGABYTE = 1024 * 1024;

/** What the platform would be told of a project, so that the build asks for no account. */
const PROJECT = {
  projectId: 'prj_local',
  orgId: 'team_local',
  settings: {
    framework: null,
    buildCommand: 'true',
    installCommand: 'npm ci',
    nodeVersion: '24.x',
  },
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)))
    .sort();

/** What people sign in with on the pages of this build. */
const CLERK_PUBLISHABLE_KEY = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';

type Route = {
  readonly src?: string;
  readonly dest?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly continue?: boolean;
  /** From here on: what is asked for is looked for in this way. */
  readonly handle?: string;
};

const functions = readdirSync('api').map((file) => file.replace(/\.ts$/, ''));

describe('the build for the platform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-credits-build-'));
  const built = (name: string) => join(folder, '.vercel/output/functions/api', `${name}.func`);

  /** How the platform was told to answer. */
  const routes = (): {
    readonly routes: readonly Route[];
    readonly overrides?: Readonly<Record<string, { readonly path?: string }>>;
  } => JSON.parse(readFileSync(join(folder, '.vercel/output/config.json'), 'utf8'));

  /** The headers that a path gets before its file or function is looked for, their names in small letters. */
  const toldAt = (path: string): Readonly<Record<string, unknown>> => {
    const told: Record<string, unknown> = {};
    for (const { continue: goesOn, handle, headers = {}, src = '$-', status } of routes().routes) {
      if (handle === 'filesystem') break;
      const found = new RegExp(src).exec(path);
      if (!found) continue;
      for (const [name, value] of Object.entries(headers)) {
        told[name.toLowerCase()] = value.replace(/\$(\d)/g, (_, at) => found[Number(at)] ?? '');
      }
      if (status !== undefined) told['status'] = status;
      if (!goesOn) break;
    }
    return told;
  };

  beforeAll(() => {
    for (const file of execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      encoding: 'utf8',
    }).split('\n')) {
      if (file === '') continue;
      mkdirSync(join(folder, file, '..'), { recursive: true });
      execFileSync('cp', [file, join(folder, file)]);
    }
    mkdirSync(join(folder, '.vercel'));
    writeFileSync(join(folder, '.vercel/project.json'), JSON.stringify(PROJECT));
    const { vercel } = {
      vercel: JSON.parse(execFileSync('cat', ['vercel.json'], { encoding: 'utf8' })),
    };
    // CI checks the types by itself. What is installed comes from the cache that its own installation filled.
    const settings = { ...vercel, buildCommand: 'npm run -s build' };
    writeFileSync(join(folder, 'vercel.json'), JSON.stringify(settings));
    execFileSync('npx', ['--yes', CLI, '--version'], { cwd: folder, stdio: 'ignore' });
    const build = spawnSync('unshare', ['-n', 'npx', '--offline', CLI, 'build', '--yes'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CLERK_PUBLISHABLE_KEY },
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
    const [rewrite, ...others] = routes().routes.filter(({ dest }) => dest?.startsWith('/api/v1'));
    expect([rewrite?.dest, others]).toEqual(['/api/v1', []]);
    expect('/v1/admin/entries').toMatch(new RegExp(rewrite?.src ?? '$-'));
  });

  it('publishes what is built of web/, the description of the API, and nothing of the code', async () => {
    const site = await buildSite(signInOf({ CLERK_PUBLISHABLE_KEY }));
    const published = filesIn(join(folder, '.vercel/output/static'));
    const types = ['cz-credits-client.d.ts', 'cz-credits.d.ts'];
    expect(published).toEqual([...site.keys(), ...types, 'openapi.json'].sort());
    for (const page of published.filter((file) => file.endsWith('.html'))) {
      const html = readFileSync(join(folder, '.vercel/output/static', page), 'utf8');
      const needed = [...html.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, file]) => file);
      expect(needed.length).toBeGreaterThan(0);
      expect(published).toEqual(expect.arrayContaining(needed));
    }
  });

  it('has the pages know with whose Clerk people sign in', () => {
    const page = readFileSync(join(folder, '.vercel/output/static/console.html'), 'utf8');
    expect(page).toContain("script-src 'self' https://clerk.example.com;");
  });

  it('serves pages by names without .html', () => {
    expect(routes().overrides?.['console.html']).toEqual({ path: 'console' });
    expect(toldAt('/console.html')).toMatchObject({ status: 308, location: '/console' });
  });

  it.each(['/', '/account', '/console', '/reference', '/cz-credits.js', '/assets/a.js'])(
    'bounds what %s can do, and who can embed it',
    (path) => {
      expect(toldAt(path)).toMatchObject({
        'content-security-policy': "frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('geolocation=()'),
        'referrer-policy': 'strict-origin-when-cross-origin',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it.each(['/cz-credits.js', '/cz-credits.de.js', '/cz-credits-client.js'])(
    'lets pages of other origins load %s as a module',
    (path) => {
      expect(toldAt(path)).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
    },
  );

  it('lets nobody else’s pages read a page of ours, and keeps assets for good', () => {
    expect(toldAt('/console')).not.toHaveProperty('access-control-allow-origin');
    expect(toldAt('/assets/console-ABCDEFGH.js')).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it.each(['/api/credits-state', '/v1/admin/audit'])(
    'leaves the headers of %s to its function',
    (path) => {
      expect(toldAt(path)).toEqual({});
    },
  );

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

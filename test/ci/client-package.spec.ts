import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** The samples of the page for product engineers, each as a file of its own. */
const samples = [...readFileSync('docs/client.md', 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(
  ([, text = ''], index) => [`sample-${index}.ts`, text] as const,
);

/** What a product might write; what is wrong in it has to be found wrong. */
const CONSUMER = `
import { createCreditsClient, type Schemas } from 'cz-credits/client';
import 'cz-credits/components';

const user = createCreditsClient({ baseUrl: '', getToken: async () => 'token' });
const service = createCreditsClient({ baseUrl: '', serviceSecret: 'secret' });

export const all = async () => {
  const state = await user.state();
  const entries: readonly Schemas['Entry'][] = state.ok ? state.value.ledgerTail : [];
  const debit = await service.debit({ clientId: 'ada', actionId: 'ask_ai' });
  if (debit.ok) return [entries, debit.value.entry.seq.toFixed(), debit.replayed, debit.traceId];
  if (debit.problem.code === 'version_conflict') return debit.problem.currentVersion.toFixed();
  if (debit.problem.code === 'invalid_request') return debit.problem.issues.map(({ path }) => path);
  if (debit.problem.code === 'unreachable') return debit.problem.status;
  // @ts-expect-error: only some problems have it
  return debit.problem.required;
};

// @ts-expect-error: a service says whose wallet is meant
service.debit({ actionId: 'ask_ai' });
// @ts-expect-error: here, too
service.state({});
// @ts-expect-error: and here
service.guard({ actionId: 'ask_ai', work: 'w' }, async () => ({ value: 1 }));
// @ts-expect-error: a user has one wallet
user.debit({ clientId: 'ada', actionId: 'ask_ai' });
// @ts-expect-error: a user gives nothing back
user.release({ holdKey: 'h' });
// @ts-expect-error: a key, or the work that it derives from
user.debit({ actionId: 'ask_ai', key: 'k', work: 'w' });
// @ts-expect-error: one of them
createCreditsClient({ baseUrl: '', getToken: async () => 'token', serviceSecret: 'secret' });
// @ts-expect-error: one of them
createCreditsClient({ baseUrl: '' });
`;

const RUN = `
import { createServer } from 'node:http';
import { createCreditsClient, keyOfWork } from 'cz-credits/client';

const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/problem+json');
  response.writeHead(402, { 'x-trace-id': 'a'.repeat(32) });
  response.end(JSON.stringify({ code: 'insufficient_credits', detail: request.headers['x-service-secret'], required: 2 }));
}).listen(0, async () => {
  const baseUrl = 'http://127.0.0.1:' + server.address().port;
  const client = createCreditsClient({ baseUrl, serviceSecret: 'secret' });
  const { problem } = await client.debit({ clientId: 'ada', actionId: 'ask_ai' });
  console.log(problem.code, problem.required, problem.detail, await keyOfWork('ask_ai', ['report', 7]));
  server.close();
});
`;

describe('the package, in a project that has nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-credits-package-'));
  const project = join(folder, 'project');
  const run = (command: string, args: readonly string[], cwd = project): string =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    const packed = run('npm', ['pack', '--json', '--pack-destination', folder], process.cwd());
    const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
    // The tarball alone, without the packages that the backend in it needs: an import of one of them would fail.
    const installed = join(project, 'node_modules/cz-credits');
    mkdirSync(installed, { recursive: true });
    run('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1']);
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'consumer.ts'), CONSUMER);
    writeFileSync(join(project, 'run.js'), RUN);
    for (const [name, text] of samples) writeFileSync(join(project, name), text);
    // The samples use Node's own types, as a backend does.
    const types = join(process.cwd(), 'node_modules/@types/node');
    mkdirSync(join(project, 'node_modules/@types'));
    run('cp', ['-r', types, join(project, 'node_modules/@types/node')]);
    run('cp', [
      '-r',
      join(types, '../../undici-types'),
      join(project, 'node_modules/undici-types'),
    ]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('compiles strictly, every sample of its page included: %s, %s', (module, resolution) => {
    expect(samples.length).toBeGreaterThan(3);
    const files = ['consumer.ts', ...samples.map(([name]) => name)];
    const settings = ['--module', module, '--moduleResolution', resolution];
    const strict = ['--strict', '--noEmit', '--target', 'es2022', '--exactOptionalPropertyTypes'];
    expect(run(process.execPath, [TSC, ...strict, ...settings, ...files])).toBe('');
  });

  it('runs under Node', () => {
    expect(run(process.execPath, ['run.js'])).toBe(
      'insufficient_credits 2 secret ask_ai/report/7\n',
    );
  });

  it('has the two modules and their types, and nothing of the backend', () => {
    const installed = join(project, 'node_modules/cz-credits');
    const files = run('find', ['.', '-type', 'f'], installed).trim().split('\n').sort();
    const others = files.filter(
      (file) => !/^\.\/public\/cz-credits[\w.-]*\.(d\.ts|js)$/.test(file),
    );
    expect(others).toEqual(['./README.md', './package.json']);
  });
});

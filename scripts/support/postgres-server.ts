import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL of our own, as durable as one in production, on a data folder that goes when it is stopped. */
export type PostgresServer = {
  readonly port: number;
  /** The address of a database on it; of the one it starts with when none is named. */
  url(database?: string): string;
  /** As a power cut: no checkpoint, nothing written that was not written before. */
  kill9(): Promise<void>;
  /** Starts again on the same data and port. */
  restart(): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
};

const STARTS_WITHIN_MS = 20_000;

const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];
const PRIVATE = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];

/** @throws Error that says how to install PostgreSQL, when it is not here. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const bin = binFolder();
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
  const data = mkdtempSync(path.join(tmpdir(), 'cz-postgres-'));
  if (owner) chownSync(data, owner.uid, owner.gid);
  const port = await freePort();
  const url = (database = 'postgres') => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  execFileSync(
    path.join(bin, 'initdb'),
    [`--pgdata=${data}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    { ...owner, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] },
  );

  let running: ChildProcess | undefined;
  const start = async () => {
    const settings = [...DURABLE, ...PRIVATE, `port=${port}`].flatMap((each) => ['-c', each]);
    running = await started(
      () =>
        spawn(path.join(bin, 'postgres'), ['-D', data, ...settings], {
          ...owner,
          cwd: data,
          stdio: ['ignore', 'ignore', 'pipe'],
        }),
      url(),
    );
  };
  const end = async (signal: NodeJS.Signals) => {
    const ending = running;
    running = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
  };
  const leaveNothing = () => {
    running?.kill('SIGQUIT');
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', leaveNothing);

  await start();
  return {
    port,
    url,
    kill9: () => end('SIGKILL'),
    restart: start,
    stop: async () => {
      await end('SIGINT'); // "fast": does not wait for clients to go
      process.off('exit', leaveNothing);
      leaveNothing();
    },
  };
};

const binFolder = (): string => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const folders = newestFirst.map((version) => path.join(debian, version, 'bin'));
  const found = [...folders, configured()].find(
    (folder) => folder && existsSync(path.join(folder, 'initdb')),
  );
  if (found) return found;
  throw new Error(
    'PostgreSQL is not installed, and this needs a real one. Install it: ' +
      '`apt-get install postgresql` (Debian, Ubuntu) or `brew install postgresql@16` (macOS). ' +
      `Looked into ${debian}/*/bin and asked \`pg_config --bindir\`.`,
  );
};

const configured = (): string | undefined => {
  try {
    return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
};

/** PostgreSQL refuses to run as root, so there it runs as the user that its package made. */
const unprivileged = (): { readonly uid: number; readonly gid: number } => {
  const id = (what: '-u' | '-g') => {
    try {
      return Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
    } catch (cause) {
      throw new Error('run this as another user than root, or add a user "postgres"', { cause });
    }
  };
  return { uid: id('-u'), gid: id('-g') };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

/** After a kill the old back ends need a moment to notice; until they are gone a start is refused, and tried again. */
const started = async (launch: () => ChildProcess, url: string): Promise<ChildProcess> => {
  const until = Date.now() + STARTS_WITHIN_MS;
  let said = '';
  while (Date.now() < until) {
    const child = launch();
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4000);
    });
    if (await answersBefore(until, child, url)) return child;
    child.kill('SIGKILL');
    await sleep(50);
  }
  throw new Error(`PostgreSQL did not start: ${said}`);
};

const answersBefore = async (until: number, child: ChildProcess, url: string) => {
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    if (await answers(url)) return true;
    await sleep(20);
  }
  return false;
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
};

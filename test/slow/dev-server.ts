import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type StateAnswer, stateAnswer } from '../../lib/contract/state.js';
import { localKeys, localToken } from '../../scripts/local/keys.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** How a command ended, and all that it said. */
export type Ended = { readonly code: number | null; readonly out: string };

/** Starts one of the scripts of package.json as npm would, without npm between us and its process. */
const start = (script: string, args: readonly string[], env: Environment): ChildProcess => {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** Runs a script to its end. */
export const run = (script: string, args: readonly string[], env: Environment): Promise<Ended> =>
  endOf(start(script, args, env));

const endOf = (child: ChildProcess): Promise<Ended> => {
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      out += String(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out }));
  });
};

const running = new Set<ChildProcess>();
const folders: string[] = [];

/** A data folder of its own, gone after the last spec of the file. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cz-dev-'));
  folders.push(folder);
  return folder;
};

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** `npm run dev` on a folder, in a process of its own. */
export class DevServer {
  readonly url: string;
  readonly folder: string;
  readonly startedInMs: number;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  private constructor(
    of: Pick<DevServer, 'url' | 'folder' | 'startedInMs' | 'ended'>,
    child: ChildProcess,
  ) {
    this.url = of.url;
    this.folder = of.folder;
    this.startedInMs = of.startedInMs;
    this.ended = of.ended;
    this.#child = child;
  }

  /** Answers when the server has said that it is ready; on any free port. */
  static async on(
    folder: string,
    env: Environment = {},
    args: readonly string[] = [],
  ): Promise<DevServer> {
    const startedAt = performance.now();
    const child = start('dev', args, { PORT: '0', CZ_DATA_DIR: folder, ...env });
    running.add(child);
    const ended = endOf(child);
    ended.then(() => running.delete(child));
    const url = await new Promise<string>((resolve, reject) => {
      let out = '';
      child.stdout?.on('data', (chunk) => {
        out += String(chunk);
        const ready = /^ready (http:\S+)$/m.exec(out)?.[1];
        if (ready) resolve(ready.replace('localhost', '127.0.0.1'));
      });
      ended.then(({ code, out: said }) => reject(new Error(`ended with ${code}: ${said}`)));
    });
    return new DevServer({ url, folder, ended, startedInMs: performance.now() - startedAt }, child);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended;
  }

  /** Somebody with a token of this server's key. */
  async client(clientId: string): Promise<Client> {
    return new Client(this.url, await localToken(clientId, await localKeys(this.folder)));
  }
}

export type Answer = { readonly status: number; readonly text: string; readonly body: unknown };

/** A client of a local server, over real HTTP. */
export class Client {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  debit(idempotencyKey: string, quantity = 1): Promise<Answer> {
    return this.post('credits-debit', { actionId: 'ask_ai', quantity, idempotencyKey });
  }

  post(endpoint: string, body: unknown): Promise<Answer> {
    return this.#send(endpoint, { method: 'POST', body: JSON.stringify(body) });
  }

  get(endpoint: string): Promise<Answer> {
    return this.#send(endpoint, {});
  }

  async #send(endpoint: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/${endpoint}`, {
      ...init,
      headers: { authorization: `Bearer ${this.#token}` },
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) };
  }

  /** All entries of the own wallet, oldest first. */
  async entries(): Promise<StateAnswer['ledgerTail']> {
    const entries: StateAnswer['ledgerTail'] = [];
    for (let before = Number.MAX_SAFE_INTEGER; before > 1; ) {
      const { body } = await this.get(`credits-state?tail=200&before=${before}`);
      const { ledgerTail } = stateAnswer.parse(body);
      entries.unshift(...ledgerTail.toReversed());
      before = ledgerTail.at(-1)?.seq ?? 1;
    }
    return entries;
  }

  async state(): Promise<StateAnswer> {
    return stateAnswer.parse((await this.get('credits-state?tail=0')).body);
  }
}

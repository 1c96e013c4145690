import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Answer, answer, type Job } from './job.js';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** A worker process that is ready to begin. */
export class Worker {
  readonly answers: Answer[] = [];
  readonly #process: ChildProcess;
  readonly #ready: Promise<void>;
  readonly #closed: Promise<unknown>;
  #errors = '';

  constructor(job: Job) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', WORKER], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#closed = once(this.#process, 'close');
    this.#process.stdin?.on('error', () => {}); // it may be killed before it has read all
    this.#process.stdin?.write(`${JSON.stringify(job)}\n`);
    this.#process.stderr?.on('data', (chunk) => {
      this.#errors += chunk;
    });
    this.#ready = new Promise((resolve, reject) => {
      if (!this.#process.stdout) throw new Error('a worker without an output');
      createInterface(this.#process.stdout).on('line', (line) => {
        if (line === 'ready') resolve();
        else this.answers.push(answer.parse(JSON.parse(line)));
      });
      this.#process.once('exit', () =>
        reject(new Error(`a worker did not start: ${this.#errors}`)),
      );
    });
    this.#ready.catch(() => {});
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  go(): void {
    this.#process.stdin?.end('go\n');
  }

  /** Resolves when the worker has acknowledged so many. */
  async acknowledged(count: number): Promise<void> {
    while (this.answers.length < count) {
      if (this.#process.exitCode !== null) throw new Error(`a worker ended early: ${this.#errors}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async kill9(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#closed;
  }

  /** Resolves when the worker has done all of its work. */
  async done(): Promise<readonly Answer[]> {
    await this.#closed;
    if (this.#process.exitCode !== 0) throw new Error(`a worker failed: ${this.#errors}`);
    return this.answers;
  }
}

/** Starts all, and lets them go together when the last is ready. */
export const startTogether = async (jobs: readonly Job[]): Promise<readonly Worker[]> => {
  const workers = jobs.map((job) => new Worker(job));
  await Promise.all(workers.map((worker) => worker.ready()));
  for (const worker of workers) worker.go();
  return workers;
};

/** Lets all work to the end, and answers with what each was answered. */
export const race = async (jobs: readonly Job[]): Promise<readonly (readonly Answer[])[]> => {
  const workers = await startTogether(jobs);
  return Promise.all(workers.map((worker) => worker.done()));
};

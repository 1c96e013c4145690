import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lockFolder } from '../../../lib/ledger/postgres/folder-lock.js';
import type { Change } from './database.js';
import type { Version } from './version.js';

/** Where committed transactions are kept. */
export type Journal = {
  /** Those of former processes, oldest first. */
  readonly kept: readonly (readonly Change[])[];
  /** On the disk when it returns. */
  readonly keep: (changes: readonly Change[]) => void;
  readonly close: () => void;
};

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.number())]);

const transaction = z.array(
  z.tuple([z.string(), z.int(), z.union([z.record(z.string(), value), z.null()])]),
);

/** Of no use to the next process. */
export const forgetful: Journal = { kept: [], keep: () => {}, close: () => {} };

/**
 * Keeps transactions in a folder, a line of JSON each. What a process that was killed left of its last line was never
 * answered for, and is cut off.
 * @throws FolderInUse when another process has it
 */
export const openJournal = (folder: string, version: Version): Journal => {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  const path = join(folder, `odoo-${version}.jsonl`);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const lines = whole.split('\n').filter((line) => line !== '');
  const file = openSync(path, 'a');
  return {
    kept: lines.map((line) => transaction.parse(JSON.parse(line))),
    keep: (changes) => {
      appendFileSync(file, `${JSON.stringify(changes)}\n`);
      fsyncSync(file);
    },
    close: () => {
      closeSync(file);
      unlock();
    },
  };
};

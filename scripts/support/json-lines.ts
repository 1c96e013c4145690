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
import type { z } from 'zod';
import { lockFolder } from '../../lib/ledger/postgres/folder-lock.js';

/** A file that keeps what happened, a line of JSON each. */
export type JsonLines<Line> = {
  /** Those of former processes, oldest first. */
  readonly kept: readonly Line[];
  /** On the disk when it returns. */
  readonly keep: (line: Line) => void;
  readonly close: () => void;
};

/**
 * Takes the folder for this process and opens a file there. What a process that was killed left of its last line was
 * never answered for, and is cut off.
 * @throws FolderInUse when another process has it
 */
export const openJsonLines = <Line>(
  folder: string,
  name: string,
  schema: z.ZodType<Line>,
): JsonLines<Line> => {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  const path = join(folder, name);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const lines = whole.split('\n').filter((line) => line !== '');
  const file = openSync(path, 'a');
  return {
    kept: lines.map((line) => schema.parse(JSON.parse(line))),
    keep: (line) => {
      appendFileSync(file, `${JSON.stringify(line)}\n`);
      fsyncSync(file);
    },
    close: () => {
      closeSync(file);
      unlock();
    },
  };
};

import { z } from 'zod';
import { type JsonLines, openJsonLines } from '../../support/json-lines.js';
import type { Change } from './database.js';
import type { Version } from './version.js';

/** Where committed transactions are kept. */
export type Journal = JsonLines<readonly Change[]>;

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.number())]);

const transaction: z.ZodType<readonly Change[]> = z.array(
  z.tuple([z.string(), z.int(), z.union([z.record(z.string(), value), z.null()])]),
);

/** Of no use to the next process. */
export const forgetful: Journal = { kept: [], keep: () => {}, close: () => {} };

/**
 * Keeps transactions in a folder, a line of JSON each.
 * @throws FolderInUse when another process has it
 */
export const openJournal = (folder: string, version: Version): Journal =>
  openJsonLines(folder, `odoo-${version}.jsonl`, transaction);

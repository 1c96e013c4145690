import { ConfigError } from '../../lib/config.js';
import { FolderInUse } from '../../lib/ledger/postgres/folder-lock.js';

const CODES_THAT_SAY_ENOUGH = ['EADDRINUSE', 'ECONNREFUSED'];

/** Ends a command with what went wrong: a sentence where it says enough, the whole error where it does not. */
export const told = (error: unknown): never => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const enough =
    error instanceof ConfigError ||
    error instanceof FolderInUse ||
    CODES_THAT_SAY_ENOUGH.includes(code);
  console.error(enough && error instanceof Error ? error.message || code : error);
  process.exit(1);
};

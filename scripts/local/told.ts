import { ConfigError } from '../../lib/config.js';
import { LedgerUnavailable } from '../../lib/ledger/ledger.js';
import { OdooFault, OdooMisconfigured, OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import { FolderInUse } from '../../lib/ledger/postgres/folder-lock.js';

const ERRORS_THAT_SAY_ENOUGH = [
  ConfigError,
  FolderInUse,
  LedgerUnavailable,
  OdooMisconfigured,
  OdooUnreachable,
  OdooFault,
];
const CODES_THAT_SAY_ENOUGH = ['EADDRINUSE', 'ECONNREFUSED'];

/** Ends a command with what went wrong: a sentence where it says enough, the whole error where it does not. */
export const told = (error: unknown): never => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const enough =
    ERRORS_THAT_SAY_ENOUGH.some((kind) => error instanceof kind) ||
    CODES_THAT_SAY_ENOUGH.includes(code);
  console.error(enough && error instanceof Error ? error.message || code : error);
  process.exit(1);
};

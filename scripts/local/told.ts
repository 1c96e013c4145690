import { ConfigError } from '../../lib/config.js';
import { LedgerUnavailable } from '../../lib/ledger/ledger.js';
import { OdooFault, OdooMisconfigured, OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import { FolderInUse } from '../../lib/ledger/postgres/folder-lock.js';
import { BrokenLedger } from '../../lib/ledger/reports/broken-ledger.js';
import { PaymentsUnavailable } from '../../lib/payments/payments.js';

const ERRORS_THAT_SAY_ENOUGH = [
  BrokenLedger,
  ConfigError,
  FolderInUse,
  LedgerUnavailable,
  OdooMisconfigured,
  OdooUnreachable,
  OdooFault,
  PaymentsUnavailable,
];
const CODES_THAT_SAY_ENOUGH = ['EADDRINUSE', 'ECONNREFUSED'];

/** Ends a command with what went wrong: a sentence where it says enough, the whole error where it does not. */
export const told = (error: unknown): never => toldAs(1, error);

/** The same, with an exit code that tells it from what the command looks for. */
export const toldAs = (exitCode: number, error: unknown): never => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const enough =
    ERRORS_THAT_SAY_ENOUGH.some((kind) => error instanceof kind) ||
    CODES_THAT_SAY_ENOUGH.includes(code);
  console.error(enough && error instanceof Error ? error.message || code : error);
  process.exit(exitCode);
};

import { StorageConflict, StorageUnreachable } from '../commit-batch.js';
import { LedgerUnavailable } from '../ledger.js';
import { OdooMisconfigured, OdooUnreachable } from './odoo.js';

/** Odoo's answer; where it could not be asked, the port's own error. */
export const reached = <Result>(answer: Promise<Result>): Promise<Result> =>
  answer.catch((error: unknown) => {
    throw unavailable(error) ?? error;
  });

export const unavailable = (error: unknown): LedgerUnavailable | undefined => {
  if (error instanceof LedgerUnavailable) return error;
  if (error instanceof OdooMisconfigured) {
    return new LedgerUnavailable(error.message, { cause: error, retryAfterSeconds: 60 });
  }
  return error instanceof OdooUnreachable ||
    error instanceof StorageUnreachable ||
    error instanceof StorageConflict
    ? new LedgerUnavailable(error.message, { cause: error, retryAfterSeconds: 5 })
    : undefined;
};

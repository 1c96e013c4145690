import { StorageConflict, StorageUnreachable } from '../commit-batch.js';
import { LedgerUnavailable } from '../ledger.js';
import { isUnmigrated } from './db.js';

/** The database's answer; where it could not be asked, the port's own error. */
export const reached = <Result>(answer: Promise<Result>): Promise<Result> =>
  answer.catch((error: unknown) => {
    if (error instanceof StorageUnreachable || error instanceof StorageConflict) {
      throw new LedgerUnavailable(error.message, { cause: error });
    }
    if (isUnmigrated(error)) {
      const message = 'the tables are missing: run `npm run migrate` on this database';
      throw new LedgerUnavailable(message, { cause: error, retryAfterSeconds: 60 });
    }
    throw error;
  });

import type { Reports } from '../reports/reports.js';
import type { Db } from './db.js';
import { postgresInUse } from './in-use.js';
import { postgresMovements } from './movements.js';
import { postgresEntrySearch } from './search.js';
import { postgresUsage } from './usage.js';

export const postgresReports = (db: Db): Reports => ({
  entrySearch: postgresEntrySearch(db),
  findInUse: postgresInUse(db),
  movements: postgresMovements(db),
  usage: postgresUsage(db),
});

import type { FindInUse } from './in-use.js';
import type { Movements } from './movements.js';
import type { EntrySearch } from './search.js';
import type { Usage } from './usage.js';

/** What is asked of a ledger over all its wallets. */
export type Reports = {
  /** Finds entries. */
  readonly entrySearch: EntrySearch;
  /** What wallets have of a registry. */
  readonly findInUse: FindInUse;
  /** What moved in the wallets, for statements. */
  readonly movements: Movements;
  /** What charges add up to. */
  readonly usage: Usage;
};

/** Loads them when somebody asks: a debit has no need of them. */
export type OpenReports = () => Promise<Reports>;

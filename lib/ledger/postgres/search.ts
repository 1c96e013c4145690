import { z } from 'zod';
import { clientId, PATTERNS } from '../../wallet/ids.js';
import { instant } from '../../wallet/instant.js';
import type { Entry } from '../entry.js';
import { entryFromRow } from '../entry-row.js';
import type { EntrySearch } from '../reports/search.js';
import type { Db } from './db.js';
import { reached } from './reached.js';
import { findEntries } from './search-statement.js';

/** Finds entries in the ledger on PostgreSQL, and on PGlite. */
export const postgresEntrySearch = (db: Db): EntrySearch => ({
  find: async (tenantId, search, { after, limit }) => {
    const before = place.safeParse(after);
    if (!before.success) return undefined;
    const page = { before: before.data, limit: limit + 1 };
    const { find, values } = findEntries(tenantId, search, page);
    const found = (await reached(db.query(find, values))).map(entryFromRow);
    const entries = found.slice(0, limit);
    const last = entries.at(-1);
    return { entries, ...(found.length > limit && last && { next: placeOf(last) }) };
  },
});

const placeOf = ({ clientId, createdAt, seq }: Entry): string => `${createdAt}~${clientId}~${seq}`;

const place = z
  .string()
  .transform((text) => text.split('~'))
  .pipe(
    z.tuple([
      z.iso.datetime().transform(instant),
      z.string().regex(PATTERNS.clientId).transform(clientId),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ]),
  )
  .transform(([createdAt, clientId, seq]) => ({ createdAt, clientId, seq }))
  .optional();

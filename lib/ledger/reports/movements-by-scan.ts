import type { Ledger } from '../ledger.js';
import { type Movements, movementOf } from './movements.js';
import { soundEntries } from './sound-entries.js';

/** Movements of any ledger, by reading all of it. Another way is only quicker. */
export const movementsByScan = (
  ledger: Pick<Ledger, 'read' | 'scan'>,
  page?: number,
): Movements => ({
  async *of({ clientId, period, tenantId }) {
    for await (const entry of soundEntries(ledger, { clientId, tenantId }, page)) {
      if (entry.createdAt < period.to) yield movementOf(entry, period);
    }
  },
});

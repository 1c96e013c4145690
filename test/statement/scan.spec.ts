import { expect, it } from 'vitest';
import type { ScannedRow } from '../../lib/ledger/ledger.js';
import { movementsByScan } from '../../lib/ledger/reports/movements-by-scan.js';
import { periodOf } from '../../lib/statement/month.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { month } from '../../lib/wallet/month.js';

const scanned = async (row: ScannedRow): Promise<void> => {
  const movements = movementsByScan({
    async *scan() {
      yield row;
    },
    read: () => Promise.reject(new Error('nobody is asked for')),
  });
  const asked = { tenantId: tenantId('cityzeen'), period: periodOf(month('2026-11')) };
  for await (const _ of movements.of(asked));
};

it.each([
  [{ clientId: 'ada', row: { kind: 'debit' }, problems: [] }, 'an entry that is none any more'],
  [{ clientId: 'ada', row: {}, problems: ['it was edited'] }, 'it was edited'],
  [{ clientId: 'ada', problems: ['it is not the wallet’s'] }, 'it is not the wallet’s'],
])('nothing is summed over %j', async (row, what) => {
  await expect(scanned(row)).rejects.toThrow(
    `the wallet of ada can't be summed: ${what}; npm run ledger:verify says more`,
  );
});

import { clientId, type TenantId } from '../../wallet/ids.js';
import { entriesBetween } from '../copy/pages.js';
import { entryRow } from '../entry-row.js';
import { type Ledger, LedgerUnavailable, type ScannedRow } from '../ledger.js';
import type { Head } from './checkpoint.js';
import type { Finding } from './finding.js';
import { type Verdict, verify } from './verify.js';

const PAGE = 1_000;

/**
 * Verifies a ledger that may be written to meanwhile. Entries and stored wallets are read one after the other, and of a
 * wallet that moves in between they do not fit: each that seems so is looked at once more, where both are of one moment.
 * @throws LedgerUnavailable
 */
export async function* verifyLive(
  ledger: Pick<Ledger, 'read' | 'scan' | 'wallets'>,
  tenantId: TenantId,
  seenBefore: readonly Head[] = [],
): AsyncGenerator<Finding, Verdict> {
  const certain = new Set<string>();
  const suspected = new Map<string, Finding[]>();
  const findings = verify(noting(ledger, certain), tenantId, seenBefore);
  let next = await findings.next();
  for (; !next.done; next = await findings.next()) {
    const finding = next.value;
    if (finding.seq !== undefined || certain.has(textOf(finding))) yield finding;
    else suspected.set(finding.clientId, [...(suspected.get(finding.clientId) ?? []), finding]);
  }
  for (const [client, before] of suspected) {
    yield* await secondLook(ledger, tenantId, client, before);
  }
  return next.value;
}

const textOf = ({ clientId: client, problem }: Omit<Finding, 'seq'>): string =>
  `${client}: ${problem}`;

/** Notes what is wrong with a row or a wallet by itself: traffic is no explanation for that. */
const noting = (ledger: Pick<Ledger, 'scan' | 'wallets'>, certain: Set<string>) => ({
  async *scan(tenantId: TenantId) {
    for await (const scanned of ledger.scan(tenantId)) {
      const { clientId: client, problems } = scanned;
      for (const problem of problems) certain.add(textOf({ clientId: client, problem }));
      yield scanned;
    }
  },
  async *wallets(tenantId: TenantId) {
    for await (const scanned of ledger.wallets(tenantId)) {
      if ('problem' in scanned) certain.add(textOf(scanned));
      yield scanned;
    }
  },
});

/** What still does not fit when the wallet is read by itself. Its entries one by one were looked at before. */
const secondLook = async (
  ledger: Pick<Ledger, 'read'>,
  tenantId: TenantId,
  client: string,
  before: readonly Finding[],
): Promise<readonly Finding[]> => {
  const found: Finding[] = [];
  try {
    const walletId = { tenantId, clientId: clientId(client) };
    const { stored } = await ledger.read(walletId, { limit: 0 });
    if (!stored) return before;
    const alone = {
      async *scan(): AsyncGenerator<ScannedRow> {
        for (let from = 1; from <= stored.wallet.version; from += PAGE) {
          const to = Math.min(stored.wallet.version, from + PAGE - 1);
          for (const entry of await entriesBetween(ledger, walletId, from, to)) {
            yield {
              clientId: client,
              row: { ...entryRow(entry), hash: entry.hash },
              problems: [],
            };
          }
        }
      },
      async *wallets() {
        yield { clientId: client, ...stored };
      },
    };
    for await (const finding of verify(alone, tenantId)) found.push(finding);
  } catch (error) {
    if (error instanceof LedgerUnavailable) throw error;
    return before;
  }
  return found.filter(({ seq }) => seq === undefined);
};

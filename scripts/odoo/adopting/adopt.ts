import { GroupCommit } from '../../../lib/ledger/group-commit.js';
import { type Ledger, LedgerUnavailable } from '../../../lib/ledger/ledger.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import { CurrentRegistry } from '../../../lib/registry/current-registry.js';
import { defaultCatalog } from '../../../lib/registry/default-catalog.js';
import type { Publication, RegistryStore } from '../../../lib/registry/registry.js';
import type { OlderRow } from '../../../lib/wallet/command.js';
import type { ClientId, TenantId } from '../../../lib/wallet/ids.js';
import type { Instant } from '../../../lib/wallet/instant.js';
import type { Progress } from '../../copy/progress.js';
import { olderLeads } from './older-leads.js';
import { type OlderLedger, olderLedger } from './older-ledger.js';
import { linesOf, problemsOf, summaryOf } from './report.js';
import type { Settings } from './settings.js';
import { type TakenOver, type Target, takeOver } from './take-over.js';

/** The Odoo that older code writes to, and the ledger that takes its rows over. Both may be in the same Odoo. */
export type Ends = {
  readonly source: Odoo;
  readonly ledger: Ledger;
  readonly registryStore: RegistryStore;
  readonly tenantId: TenantId;
  readonly now: () => Instant;
};

/**
 * Takes over what older code wrote, wallet by wallet, and tells what it did; in a dry run, what it would do. Answers false
 * when something could not be taken over.
 * @throws LedgerUnavailable; what was taken over before stays so
 */
export const adopt = async (
  ends: Ends,
  settings: Settings,
  { count, say }: Progress,
): Promise<boolean> => {
  const { dryRun } = settings;
  const leads = olderLeads(ends.source, settings);
  const older = await olderLedger(leads, settings, (read) =>
    count('reading the older ledger', read),
  );
  const target = targetOf(ends, dryRun);
  const all: TakenOver[] = [];
  for (const batch of batchesOf(older)) {
    const taken = await Promise.all(
      batch.map(([clientId, rows]) => takeOver(target, clientId, rows).catch(failed(clientId))),
    );
    for (const each of taken) for (const line of linesOf(each, dryRun)) say(line);
    all.push(...taken);
  }
  const problems = problemsOf(older, settings);
  for (const line of problems) say(line);
  say(summaryOf(all, older, dryRun));
  return problems.length === 0 && all.every(({ problem }) => problem === undefined);
};

const targetOf = ({ ledger, now, registryStore, tenantId }: Ends, dryRun: boolean): Target => {
  const store = dryRun ? unpublished(registryStore) : registryStore;
  const registry = new CurrentRegistry({ store, tenantId, first: defaultCatalog, now });
  const catalog = async () => (await registry.current()).catalog;
  const groupCommit = new GroupCommit(ledger, { catalog });
  return { tenantId, ledger, now, dryRun, submit: (submission) => groupCommit.submit(submission) };
};

/** A wallet that is itself at fault does not keep the others from being taken over. */
const failed =
  (clientId: ClientId) =>
  (error: unknown): TakenOver => {
    if (error instanceof LedgerUnavailable) throw error;
    return { clientId, problem: error instanceof Error ? error.message : String(error) };
  };

const MOST_WALLETS = 32;
const MOST_ROWS = 10_000;

/** Wallets in the order of client ids, some at a time: as many as one batch carries. */
function* batchesOf({
  wallets,
}: OlderLedger): Generator<readonly (readonly [ClientId, readonly OlderRow[]])[]> {
  let batch: (readonly [ClientId, readonly OlderRow[]])[] = [];
  let rowsInBatch = 0;
  for (const wallet of [...wallets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    batch.push(wallet);
    rowsInBatch += wallet[1].length;
    if (batch.length < MOST_WALLETS && rowsInBatch < MOST_ROWS) continue;
    yield batch;
    [batch, rowsInBatch] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

/** Where no version was ever published, the first one is only thought of. */
const unpublished = (store: RegistryStore): RegistryStore => {
  let first: Publication | undefined;
  return {
    ...store,
    latest: async (tenantId) => (await store.latest(tenantId)) ?? first,
    publish: async (_, publication) => {
      first = publication;
      return true;
    },
  };
};

import { compareLedgers } from '../../lib/ledger/copy/compare.js';
import { copyEntries } from '../../lib/ledger/copy/copy.js';
import type { Ledger } from '../../lib/ledger/ledger.js';
import type { Finding } from '../../lib/ledger/verification/finding.js';
import { verifyLive } from '../../lib/ledger/verification/verify-live.js';
import { copyVersions } from '../../lib/registry/copy-versions.js';
import type { TenantId } from '../../lib/wallet/ids.js';
import type { Progress } from './progress.js';
import { comparedIn, counted, verdictOf } from './sentences.js';
import type { Side } from './side.js';

const MOST_SHOWN = 100;

export type CopyLedgerOptions = {
  readonly source: Side;
  readonly target: Side;
  readonly tenantId: TenantId;
  /** Nobody writes to the source any more: otherwise the copy does not count as done. */
  readonly isFinal: boolean;
  readonly progress: Progress;
};

/**
 * Copies a ledger with its registry, compares both sides, verifies both, and says all of it. Answers whether it may be
 * relied on: nothing was found, and, where it is final, the target is where the source is.
 */
export const copyLedger = async (options: CopyLedgerOptions): Promise<boolean> => {
  const { isFinal, progress, source, target, tenantId } = options;
  const before = isFinal ? await entriesIn(source.ledger, tenantId) : 0;
  if (!(await copyRegistry(options))) return false;
  let problems = 0;
  const tellFor =
    (where: string) =>
    ({ clientId, problem, seq }: Finding) => {
      if (problems++ < MOST_SHOWN) {
        progress.say(`${where}: ${clientId}${seq ? ` entry ${seq}` : ''}: ${problem}`);
      }
    };

  await copyAll(options, tellFor('not copied'));
  const compared = await every(
    compareLedgers(source.ledger, target.ledger, tenantId),
    tellFor('not the same'),
  );
  const kinds = { from: source.kind, to: target.kind };
  progress.say(comparedIn(compared, kinds));
  for (const { kind, ledger } of [source, target]) {
    await verifyAloud(kind, counting(ledger, kind, progress), tenantId, tellFor(kind), progress);
  }
  // A version that was published meanwhile: entries that came meanwhile may refer to it.
  if (!(await copyRegistry(options))) return false;

  const after = isFinal ? await entriesIn(source.ledger, tenantId) : 0;
  const { isDone, verdict } = verdictOf(
    { ...compared, problems, moved: after - before },
    { ...kinds, isFinal },
  );
  progress.say(verdict);
  return isDone;
};

/** Versions come before the entries that refer to them. */
const copyRegistry = async ({
  progress,
  source,
  target,
  tenantId,
}: CopyLedgerOptions): Promise<boolean> => {
  const registry = await copyVersions(source.registryStore, target.registryStore, tenantId);
  const { copied, differing, versions } = registry;
  if (copied > 0) progress.say(`registry: ${copied} of ${counted(versions, 'version')} copied`);
  if (differing.length === 0) return true;
  progress.say(
    `registry: ${target.kind} has another version ${differing.join(', ')} than ${source.kind}: something was published or started ` +
      'there on its own. Entries refer to versions by number, so nothing more is copied',
  );
  return false;
};

const copyAll = async (
  { progress, source, target, tenantId }: CopyLedgerOptions,
  tell: (finding: Finding) => void,
): Promise<void> => {
  const startedAt = performance.now();
  let copied = 0;
  await copyEntries({
    source: source.ledger,
    target: { ...target.ledger, ...target.importFrom(source.kind) },
    tenantId,
    tell,
    onCopied: (entries) => {
      copied += entries;
      progress.count(`copying from ${source.kind} to ${target.kind}`, entries);
    },
  });
  const seconds = (performance.now() - startedAt) / 1000;
  progress.say(
    `copied ${counted(copied, 'entry')} from ${source.kind} to ${target.kind} in ${seconds.toFixed(1)} s`,
  );
};

const verifyAloud = async (
  kind: string,
  ledger: Pick<Ledger, 'read' | 'scan' | 'wallets'>,
  tenantId: TenantId,
  tell: (finding: Finding) => void,
  { say }: Progress,
): Promise<void> => {
  let found = 0;
  const { credits, entries, wallets } = await every(verifyLive(ledger, tenantId), (finding) => {
    found += 1;
    tell(finding);
  });
  const verdict = found === 0 ? 'verified' : `${counted(found, 'problem')} in`;
  const all = `${counted(entries, 'entry')} of ${counted(wallets, 'wallet')}`;
  say(`${kind}: ${verdict} ${all}, ${counted(credits, 'credit')} in all`);
};

const counting = (ledger: Ledger, kind: string, { count }: Progress): Ledger => ({
  ...ledger,
  async *scan(tenantId) {
    for await (const row of ledger.scan(tenantId)) {
      count(`verifying ${kind}`, 1);
      yield row;
    }
  },
});

/** How many entries the wallets of a ledger count. */
const entriesIn = async (ledger: Pick<Ledger, 'wallets'>, tenantId: TenantId): Promise<number> => {
  let entries = 0;
  for await (const scanned of ledger.wallets(tenantId)) {
    if ('wallet' in scanned) entries += scanned.wallet.version;
  }
  return entries;
};

/** Tells all that a search finds, and answers with what it ends with. */
const every = async <Result>(
  findings: AsyncGenerator<Finding, Result>,
  tell: (finding: Finding) => void,
): Promise<Result> => {
  for (;;) {
    const next = await findings.next();
    if (next.done) return next.value;
    tell(next.value);
  }
};

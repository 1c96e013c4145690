import { setTimeout as sleep } from 'node:timers/promises';
import { clientId, type TenantId, type WalletId } from '../../wallet/ids.js';
import { type Ledger, LedgerUnavailable, type StoredWallet } from '../ledger.js';
import type { Finding } from '../verification/finding.js';
import { continuationOf, type LedgerImport } from './ledger-import.js';
import { entriesBetween, entryAt } from './pages.js';
import { type Pair, pairedWallets } from './pair-wallets.js';

/** Entries that go out together. Odoo takes about a second and a half for so many. */
const PAGE = 100;
const WALLETS_AT_ONCE = 4;
/** How often a wallet is looked at again when its target was faster elsewhere. */
const MOST_REFUSALS = 5;
/** After which silence of a storage a call is made again, in milliseconds: what is repeated is done once. */
const PAUSES_MS = [1_000, 3_000, 10_000];

export type CopyOptions = {
  readonly source: Pick<Ledger, 'read' | 'wallets'>;
  readonly target: Pick<Ledger, 'read' | 'wallets'> & LedgerImport;
  readonly tenantId: TenantId;
  /** Told of every wallet that can't be copied, and why. The others are. */
  readonly tell: (finding: Finding) => void;
  /** Told of entries as they arrive. */
  readonly onCopied?: (entries: number) => void;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
};

/**
 * Copies to the target the entries that it lacks, with their numbers and hashes, wallet by wallet. What is there is where it
 * goes on from: it may be killed at any point and run again, also while the source is written to, and then brings the rest.
 * Every entry is checked as it passes. A wallet in which the two ledgers part is left alone; `compareLedgers` names it.
 * @throws LedgerUnavailable
 */
export const copyEntries = async (options: CopyOptions): Promise<void> => {
  const { pause = sleep, tell } = options;
  const source = patient(options.source, pause);
  const target = {
    ...patient(options.target, pause),
    append: patiently(options.target.append, pause),
  };
  const pairs = pairedWallets(options.source, options.target, options.tenantId);
  await forEach(pairs, WALLETS_AT_ONCE, async (pair) => {
    try {
      const finding = await copyWallet({ ...options, source, target }, pair);
      if (finding) tell(finding);
    } catch (error) {
      if (error instanceof LedgerUnavailable) throw error;
      const why = error instanceof Error ? error.message : String(error);
      tell({ clientId: pair.clientId, problem: `can't be copied: ${why}` });
    }
  });
};

type Sides = Omit<CopyOptions, 'source' | 'target'> & {
  readonly source: Pick<Ledger, 'read'>;
  readonly target: Pick<Ledger, 'read'> & LedgerImport;
};

const copyWallet = async (sides: Sides, pair: Pair): Promise<Finding | undefined> => {
  const { clientId: client, source, target } = pair;
  if (!source) return undefined;
  if ('problem' in source) return { clientId: client, problem: `in the source: ${source.problem}` };
  if (target && 'problem' in target) {
    return { clientId: client, problem: `in the target: ${target.problem}` };
  }
  const walletId = { tenantId: sides.tenantId, clientId: clientId(client) };
  return copyUpTo(sides, walletId, versionOf(source), target);
};

/** The target may be written to by somebody else who copies or mirrors: then it is looked at again. */
const copyUpTo = async (
  { onCopied, source, target }: Sides,
  walletId: WalletId,
  last: number,
  from: StoredWallet | undefined,
): Promise<Finding | undefined> => {
  let there = from;
  for (let refusals = 0; versionOf(there) < last; ) {
    const next = versionOf(there) + 1;
    const entries = await entriesBetween(source, walletId, next, Math.min(last, next + PAGE - 1));
    const continuation = continuationOf(walletId, there, entries);
    if ('finding' in continuation) {
      return (await partsBefore(source, walletId, there)) ? undefined : continuation.finding;
    }
    const answer = await target.append(continuation);
    if (answer === 'appended') {
      onCopied?.(entries.length);
      there = continuation.after;
      refusals = 0;
    } else if (++refusals === MOST_REFUSALS) {
      const problem = `the target does not take it: ${answer.refused}`;
      return { clientId: walletId.clientId, seq: next, problem };
    } else {
      there = (await target.read(walletId, { limit: 0 })).stored;
    }
  }
  return undefined;
};

/** Whether the source has another entry where the wallet ends in the target: then the new ones are not to blame. */
const partsBefore = async (
  source: Pick<Ledger, 'read'>,
  walletId: WalletId,
  there: StoredWallet | undefined,
): Promise<boolean> => {
  if (!there) return false;
  const same = await entryAt(source, walletId, there.wallet.version);
  return same !== undefined && same.hash !== there.headHash;
};

const versionOf = (at: StoredWallet | undefined): number => at?.wallet.version ?? 0;

type Pause = (milliseconds: number) => Promise<unknown>;

const patient = (ledger: Pick<Ledger, 'read'>, pause: Pause): Pick<Ledger, 'read'> => ({
  read: patiently(ledger.read, pause),
});

/** Calls again what failed because the storage was away for a moment. */
const patiently =
  <Asked extends readonly unknown[], Answer>(
    call: (...asked: Asked) => Promise<Answer>,
    pause: Pause,
  ) =>
  async (...asked: Asked): Promise<Answer> => {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await call(...asked);
      } catch (error) {
        if (!(error instanceof LedgerUnavailable)) throw error;
        await pause(pauseMs);
      }
    }
    return call(...asked);
  };

/** Works on so many at once, in their order; when one fails, what is under way ends, and nothing new is begun. */
const forEach = async <Each>(
  items: AsyncGenerator<Each, void>,
  atOnce: number,
  work: (item: Each) => Promise<void>,
): Promise<void> => {
  const failures: unknown[] = [];
  const worker = async () => {
    try {
      for (let next = await items.next(); !next.done; next = await items.next()) {
        await work(next.value);
        if (failures.length > 0) return;
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
};

import { type Comparison, compareLedgers } from '../../lib/ledger/copy/compare.js';
import { type CopyOptions, copyEntries } from '../../lib/ledger/copy/copy.js';
import type { LedgerImport } from '../../lib/ledger/copy/ledger-import.js';
import type { Entry } from '../../lib/ledger/entry.js';
import type { Ledger } from '../../lib/ledger/ledger.js';
import { usedKeyOf } from '../../lib/ledger/used-key.js';
import type { Finding } from '../../lib/ledger/verification/finding.js';
import { entryName } from '../../lib/wallet/entry-name.js';
import type { TenantId, WalletId } from '../../lib/wallet/ids.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  hold,
  older,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from '../wallet/asks.js';
import { catalogWith, service } from '../wallet/book.js';
import type { Stage } from './contract/stage.js';

/** A ledger under test as both ends of a copy. */
export type End = { readonly ledger: Ledger; readonly importFrom: LedgerImport };

/** A wallet with every kind of entry, an open hold at the end, and more than fit into one page of a copy. */
export const writeEveryKind = async (stage: Stage, client: string): Promise<void> => {
  const accept = (ask: Parameters<Stage['accept']>[0]) => stage.accept(ask, client);
  await accept(topUp('cs_1', 500, 2500));
  await accept({ ...debit(3), key: 'answer-1' });
  await accept(hold('job-1', 20));
  await accept({ ...capture('job-1', 12), key: 'job-1' });
  await accept(hold('job-2', 5));
  await accept(release('job-2'));
  await accept({ ...reverse('answer-1', 2), reason: 'a <b>&"ä\\\' and\na line – ✓ 🛰' });
  await accept(returned('cs_1', 2000));
  await accept(returned('cs_1', 500));
  await accept({ ...toPlan('professional'), actor: service });
  await accept(toPlan('base'));
  await accept(adjust(-7));
  await accept(adopt(older(17, 40, { key: usedKeyOf(entryName('debit', 'by-older-code')) })));
  stage.catalog = catalogWith({ version: 2, base: { monthlyGrant: 40, softCap: 50 } });
  await stage.commit(
    ...Array.from({ length: 120 }, () => stage.ask({ ...debit(1), enforce: false }, client)),
  );
  stage.now = '2026-02-28T00:00:00.000Z';
  await accept(hold('job-3', 1));
};

export type Copied = Comparison & { readonly told: readonly string[]; readonly arrived: number };

const lineOf = ({ clientId, problem, seq }: Finding): string =>
  [clientId, ...(seq === undefined ? [] : [seq]), problem].join(' ');

/** Copies, then compares, as the command does. Waits for nobody. */
export const copied = async (
  tenantId: TenantId,
  source: Pick<End, 'ledger'>,
  target: End,
  options: Partial<CopyOptions> = {},
): Promise<Copied> => {
  const told: string[] = [];
  let arrived = 0;
  await copyEntries({
    source: source.ledger,
    target: { ...target.ledger, ...target.importFrom },
    tenantId,
    tell: (finding) => told.push(lineOf(finding)),
    onCopied: (entries) => {
      arrived += entries;
    },
    pause: async () => {},
    ...options,
  });
  const differences = compareLedgers(source.ledger, target.ledger, tenantId);
  for (;;) {
    const next = await differences.next();
    if (next.done) return { ...next.value, told, arrived };
    told.push(lineOf(next.value));
  }
};

/** Every entry of a wallet, oldest first. */
export const entriesIn = async (ledger: Ledger, walletId: WalletId): Promise<readonly Entry[]> =>
  [...(await ledger.read(walletId, { limit: 10_000 })).entries].reverse();

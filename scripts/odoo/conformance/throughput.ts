import type { GroupCommit } from '../../../lib/ledger/group-commit.js';
import { walletExternalId, walletRef } from '../../../lib/ledger/odoo/names.js';
import { ensurePartners } from '../../../lib/ledger/odoo/rows.js';
import type { OdooConfig } from '../../../lib/storage-config.js';
import { startTogether } from '../../../test/ledger/racing/processes.js';
import { drive, rateOf } from '../../bench/rounds.js';
import type { Bench } from './bench.js';
import { obviousWay } from './obvious-way.js';
import type { Effort, Figure } from './timing.js';

const CALLERS = 64;
const PROCESSES = 8;
const DEBITS_EACH = 8;

/** All ways in turns, round by round: what else the machine does disturbs them alike. */
export async function* throughput(
  bench: Bench,
  wallets: readonly string[],
  { rounds, seconds }: Effort,
): AsyncGenerator<Figure> {
  const group = bench.groupCommit();
  const ways = {
    obvious: await obviousDebit(bench, wallets, { isQuiet: false }),
    quiet: await obviousDebit(bench, wallets, { isQuiet: true }),
    distinct: inTurn(wallets, (client) => debitBy(group, bench, client)),
    hot: () => debitBy(group, bench, 'hot'),
  };
  await ways.hot();
  const measured: Record<keyof typeof ways, number[]> = {
    obvious: [],
    quiet: [],
    distinct: [],
    hot: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ['obvious', 'distinct', 'quiet', 'hot'] as const) {
      const { perSecond } = await drive(CALLERS, seconds * 1000, ways[way]);
      measured[way].push(perSecond);
    }
  }
  const rate = (what: string, values: readonly number[]): Figure => ({
    what,
    unit: '/s',
    ...rateOf(values),
  });
  yield rate('64 callers, 64 wallets: group commit', measured.distinct);
  yield rate('64 callers, one wallet: group commit', measured.hot);
  yield rate('64 callers, 64 wallets: the obvious way', measured.obvious);
  yield rate('64 callers, 64 wallets: the obvious way, quietly', measured.quiet);
  const against = (others: readonly number[]) =>
    rateOf(measured.distinct.map((each, round) => each / (others[round] ?? each)));
  yield { what: RATIO, unit: '×', ...against(measured.obvious) };
  yield { what: `${RATIO}, quietly`, unit: '×', ...against(measured.quiet) };
}

/** The figure that the ledger is held to. */
export const RATIO = 'group commit against the obvious way, on 64 wallets';

const debitBy = async (group: GroupCommit, bench: Bench, client: string): Promise<void> => {
  const { outcome } = await group.submit(bench.debit(client));
  if (outcome !== 'committed') throw new Error(`a debit was ${outcome}`);
};

const inTurn = <Item>(items: readonly Item[], work: (item: Item) => Promise<void>) => {
  let turn = 0;
  return async (): Promise<void> => {
    const item = items[turn % items.length];
    turn += 1;
    if (item !== undefined) await work(item);
  };
};

/** On partners of its own: its rows are no entries, and would be found fault with in a ledger. */
const obviousDebit = async (
  bench: Bench,
  wallets: readonly string[],
  how: { readonly isQuiet: boolean },
) => {
  const ids = wallets.map((client) => bench.wallet(`obvious-${client}`));
  const partners = await ensurePartners(
    bench.odoo,
    ids.map((id) => ({ externalId: walletExternalId(id), name: id.clientId, ref: walletRef(id) })),
  );
  if (!partners) throw new Error('somebody else made the same partners');
  const write = await obviousWay(bench.config, how);
  return inTurn([...partners.values()], (partner) => {
    const name = `CZ_SMCR|obvious|${bench.tenantId}-${bench.newKey()}`;
    const referred = JSON.stringify({ name, partner, about: 'x'.repeat(1_000) });
    return write({ name, partner, referred });
  });
};

/** Lone debits of several processes on one wallet, none of them gathered: each is a contest of its own. */
export const winsOfProcesses = async (config: OdooConfig, tenant: string): Promise<Figure> => {
  const keys = (process: number) =>
    Array.from({ length: DEBITS_EACH }, (_, nth) => [
      { client: 'contested', key: `${process}-${nth}`, quantity: 1 },
    ]);
  const jobs = Array.from({ length: PROCESSES }, (_, process) => ({
    storage: { kind: 'odoo' as const, odoo: config },
    tenant,
    catalog: { askPrice: 1, monthlyGrant: 1_000_000, softCap: 1_000_000 },
    via: 'batch' as const,
    lists: keys(process),
  }));
  const workers = await startTogether(jobs);
  const from = performance.now();
  const answers = await Promise.all(workers.map((worker) => worker.done()));
  const seconds = (performance.now() - from) / 1000;
  const wins = answers.flat().filter(({ outcome }) => outcome === 'committed').length;
  return { what: '8 processes, lone debits on one wallet', unit: '/s', median: wins / seconds };
};

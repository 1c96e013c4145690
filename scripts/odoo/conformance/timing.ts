import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import type { OdooConfig } from '../../../lib/storage-config.js';
import { rateOf } from '../../bench/rounds.js';
import { Bench } from './bench.js';
import { throughput, winsOfProcesses } from './throughput.js';

/** One line of the table: the median of several, with the least and the most where there were several. */
export type Figure = {
  readonly what: string;
  readonly unit: 'ms' | '/s' | 'calls' | '×';
  readonly median: number;
  readonly least?: number;
  readonly most?: number;
};

export type Effort = { readonly rounds: number; readonly seconds: number };

const WALLETS = Array.from({ length: 64 }, (_, index) => `client-${index}`);

/** What the ledger costs on this Odoo, figure by figure as it is known. */
export async function* timing(
  config: OdooConfig,
  mark: string,
  effort: Effort,
): AsyncGenerator<Figure> {
  const bench = new Bench(config, mark);
  try {
    yield await timed('first call of a process: sign in, and read a row', 3, () =>
      firstCall(config),
    );
    yield* callsPerBatch(bench);
    yield* latencies(bench);
    yield* throughput(bench, WALLETS, effort);
    yield await winsOfProcesses(config, `${mark}_timing`);
  } finally {
    await bench.ledger.close();
  }
}

const firstCall = async ({ uid, ...config }: OdooConfig): Promise<void> => {
  const odoo = openOdoo(config);
  try {
    await readRow(odoo);
  } finally {
    odoo.close();
  }
};

const readRow = (odoo: Odoo): Promise<unknown> =>
  odoo.read('crm.lead', 'search_read', { domain: [], fields: ['id'], limit: 1 });

async function* callsPerBatch(bench: Bench): AsyncGenerator<Figure> {
  const calls = (what: string, median: number): Figure => ({ what, unit: 'calls', median });
  await bench.commit([]);
  const opening = await bench.callsOf(() => bench.commit(WALLETS));
  yield calls('calls a batch: 64 debits, 64 new wallets', opening);
  const cold = await bench.coldLedger();
  const reading = await bench.callsOf(() => bench.commit(WALLETS, cold));
  yield calls('calls a batch: 64 debits, 64 wallets, cold', reading);
  const warm = await bench.callsOf(() => bench.commit(WALLETS));
  // The other ledger wrote to them meanwhile: this one finds that out, once.
  yield calls('calls a batch: 64 debits, 64 wallets, somebody else wrote', warm);
  for (let again = 0; again < 20; again += 1) await bench.commit(WALLETS);
  yield calls(
    'calls a batch: 64 debits, 64 wallets, warm',
    await bench.callsOf(() => bench.commit(WALLETS)),
  );
}

async function* latencies(bench: Bench): AsyncGenerator<Figure> {
  const times = (count: number): readonly string[] => Array(count).fill('alone');
  await bench.commit(times(1));
  yield await timed('call: read a row', 9, () => readRow(bench.odoo));
  yield await timed('read a wallet with its last 20 entries', 9, () =>
    bench.ledger.read(bench.wallet('alone'), { limit: 20 }),
  );
  for (const [rows, count] of [
    [1, 9],
    [10, 5],
    [100, 3],
  ] as const) {
    const what = `load ${rows} ${rows === 1 ? 'row: a lone debit, warm' : 'rows: debits of one wallet'}`;
    yield await timed(what, count, () => bench.commit(times(rows)));
  }
  const samples: number[] = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const cold = await bench.coldLedger();
    samples.push(await durationOf(() => bench.commit(times(1), cold)));
  }
  yield { what: 'a lone debit, cold', unit: 'ms', ...rateOf(samples) };
}

const timed = async (
  what: string,
  count: number,
  work: () => Promise<unknown>,
): Promise<Figure> => {
  const samples: number[] = [];
  for (let nth = 0; nth < count; nth += 1) samples.push(await durationOf(work));
  return { what, unit: 'ms', ...rateOf(samples) };
};

const durationOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { GroupCommit } from '../lib/ledger/group-commit.js';
import type { Outcome, Submission } from '../lib/ledger/ledger.js';
import { postgresLedger } from '../lib/ledger/postgres/ledger.js';
import { openPg } from '../lib/ledger/postgres/pg.js';
import { verify } from '../lib/ledger/verification/verify.js';
import type { Catalog } from '../lib/wallet/catalog.js';
import { credits, microEuro } from '../lib/wallet/credits.js';
import {
  actionId,
  clientId,
  idempotencyKey,
  packId,
  planId,
  productId,
  tenantId,
  traceId,
} from '../lib/wallet/ids.js';
import { instant, milliseconds } from '../lib/wallet/instant.js';
import { oneByOne } from './bench/one-by-one.js';
import { drive, type Rate, type Round, rateOf } from './bench/rounds.js';
import { freshDatabase } from './support/fresh-database.js';
import { startPostgres } from './support/postgres-server.js';

/**
 * What group commit is worth on one wallet that everybody wants: 64 callers in one process, against one command a
 * transaction. Both run in turns on the same server and tables; only the ratio means something on another machine.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});
const CALLERS = 64;
const TARGET = 5;
const AT = instant('2026-01-15T10:00:00Z');
const HOT = { tenantId: tenantId('bench'), clientId: clientId('hot') };
const TRACE = traceId('0af7651916cd43dd8448eb211c80319c');

const plan = {
  planId: planId('base'),
  monthlyGrant: credits(100),
  softCap: credits(300),
  selfService: true,
};
const action = {
  actionId: actionId('ask_ai'),
  product: productId('geospatial'),
  creditsPerUnit: credits(1),
  estimatedCostPerUnit: microEuro(12_000),
  chargeableBy: 'any' as const,
};
const catalog: Catalog = {
  version: 1,
  creditValue: microEuro(50_000),
  defaultPlan: plan,
  plans: new Map([[plan.planId, plan]]),
  actions: new Map([[action.actionId, action]]),
};

let keys = 0;
const debit = (): Submission => {
  keys += 1;
  return {
    walletId: HOT,
    traceId: TRACE,
    command: {
      type: 'DebitCredits',
      key: idempotencyKey(`bench-${keys}`),
      at: AT,
      actor: { kind: 'user' },
      actionId: action.actionId,
      quantity: 1,
      enforce: true,
    },
  };
};
const funding = (): Submission => ({
  walletId: HOT,
  traceId: TRACE,
  command: {
    type: 'TopUp',
    key: idempotencyKey('cs_bench'),
    at: AT,
    actor: { kind: 'stripe' },
    packId: packId('pack'),
    credits: credits(1_000_000_000),
    paid: { amountMinor: 1, currency: 'eur' },
  },
});

const say = (line: string) => {
  if (!options.json) console.log(line);
};

const bench = async (server: string) => {
  const newEventId = (at: typeof AT) => v7({ msecs: milliseconds(at) });
  const url = await freshDatabase(server, 'bench');
  const ledger = postgresLedger(openPg({ url, prepared: true }), newEventId);
  await ledger.commit([funding()], catalog);
  const group = new GroupCommit(ledger, { catalog: async () => catalog });
  const single = oneByOne(url, catalog, newEventId);
  const ways = {
    oneByOne: (each: Submission) => single.submit(each),
    groupCommit: (each: Submission) => group.submit(each),
  };

  let accepted = 0;
  const round = (way: (each: Submission) => Promise<Outcome>, seconds: number) =>
    drive(CALLERS, seconds * 1000, async () => {
      const { outcome } = await way(debit());
      if (outcome !== 'committed') throw new Error(`a debit was ${outcome}`);
      accepted += 1;
    });
  /** A fast wrong ledger has no figure: law 1, and every debit that was answered is there. */
  const check = async () => {
    for await (const { clientId, problem, seq } of verify(ledger, HOT.tenantId)) {
      throw new Error(`${clientId} ${seq ?? ''} ${problem}`);
    }
    const { stored } = await ledger.read(HOT, { limit: 0 });
    if (stored?.wallet.version !== accepted + 3) throw new Error('a debit is missing');
  };

  const results: Record<keyof typeof ways, Round[]> = { oneByOne: [], groupCommit: [] };
  const names = (['oneByOne', 'groupCommit'] as const).filter(
    (name) => !options.only || name === options.only,
  );
  for (const name of names) await round(ways[name], 1); // warm-up
  for (let index = 1; index <= Number(options.rounds); index += 1) {
    for (const name of names) {
      const result = await round(ways[name], Number(options.seconds));
      await check();
      results[name].push(result);
      const { p50Ms, p99Ms, perSecond } = result;
      say(
        `round ${index}  ${name.padEnd(12)} ${perSecond.toFixed(0).padStart(7)}/s` +
          `  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms`,
      );
    }
  }
  await single.close();
  await ledger.close();
  return results;
};

const server = await startPostgres();
try {
  const rounds = await bench(server.url());
  const oneByOneRate = rateOf(rounds.oneByOne.map(({ perSecond }) => perSecond));
  const groupCommitRate = rateOf(rounds.groupCommit.map(({ perSecond }) => perSecond));
  const ratio = groupCommitRate.median / oneByOneRate.median;
  const shown = ({ least, median, most }: Rate) =>
    `${median.toFixed(0)}/s (${least.toFixed(0)}–${most.toFixed(0)})`;
  say(`
one wallet, ${CALLERS} callers, durable; median (min–max); load ${loadavg()[0]?.toFixed(1)}
one command a transaction   ${shown(oneByOneRate)}
group commit, lock path     ${shown(groupCommitRate)}
ratio                       ${ratio.toFixed(1)}, wanted ≥ ${TARGET}`);
  if (options.json) {
    const [load] = loadavg();
    console.log(
      JSON.stringify({
        callers: CALLERS,
        load,
        oneByOne: { ...oneByOneRate, rounds: rounds.oneByOne },
        groupCommit: { ...groupCommitRate, rounds: rounds.groupCommit },
        ratio,
        target: TARGET,
      }),
    );
  }
  if (!options.only && ratio < TARGET) process.exitCode = 1;
} finally {
  await server.stop();
}

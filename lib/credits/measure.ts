import type { MetricsQuery } from '../contract/metrics.js';
import type { Metric } from '../contract/openmetrics.js';
import type { Reports } from '../ledger/reports/reports.js';
import type { UsageGroup } from '../ledger/reports/usage.js';
import type { ReceivedEvents } from '../payments/received-event.js';
import { type Instant, instant, milliseconds, secondsAfter } from '../wallet/instant.js';
import type { Credits } from './app.js';
import { euros } from './euros.js';

/** What there is to watch. */
export type Watched = Pick<Credits, 'ledger' | 'log' | 'mirror' | 'registry' | 'tenantId'> & {
  readonly reports: () => Promise<Pick<Reports, 'usage'>>;
  readonly realNow: () => Instant;
  /** When the latest checkpoint was made. */
  readonly lastCheckpoint: () => Promise<Instant | undefined>;
  readonly receivedEvents?: Pick<ReceivedEvents, 'countByFate'>;
};

const ALL_TIME = { from: instant('1970-01-01T00:00:00Z'), to: instant('9999-12-31T23:59:59Z') };
const DAY_SECONDS = 24 * 3600;

/** All that a monitoring system watches. What can't be read is left out, and told by the gauge `up`: the rest still comes. */
export const measure = async (
  app: Watched,
  asked: Partial<MetricsQuery> = {},
): Promise<readonly Metric[]> => {
  const parts: Readonly<Record<string, () => Promise<readonly Metric[]>>> = {
    ledger: () => app.ledger.health().then(() => []),
    usage: () => usageOf(app, asked),
    registry: () => registryOf(app),
    checkpoint: () => checkpointOf(app),
    ...(app.mirror && { mirror: () => mirrorOf(app) }),
    ...(app.receivedEvents && { webhook_events: () => webhookEventsOf(app) }),
  };
  const read = await Promise.all(
    Object.entries(parts).map(async ([part, metrics]) => {
      try {
        return { part, value: 1, metrics: await metrics() };
      } catch (error) {
        app.log({ level: 'warning', message: 'a metric can not be read', part, error: `${error}` });
        return { part, value: 0, metrics: [] };
      }
    }),
  );
  const up: Metric = {
    name: 'up',
    kind: 'gauge',
    help: 'Whether this part answered when it was asked.',
    samples: read.map(({ part, value }) => ({ labels: { part }, value })),
  };
  return [up, ...read.flatMap(({ metrics }) => metrics)];
};

const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  kind: 'gauge',
  help,
  samples: [{ value }],
});

/** Of all time unless a period is asked for, so that they never fall: a period is for whoever asks for the increase. */
const usageOf = async (
  { reports, tenantId }: Watched,
  {
    action,
    clientId,
    from = ALL_TIME.from,
    groupBy = 'action',
    product,
    to = ALL_TIME.to,
  }: Partial<MetricsQuery>,
): Promise<readonly Metric[]> => {
  const { usage } = await reports();
  const query = { tenantId, from, to, groupBy, product, actionId: action, clientId };
  const groups: UsageGroup[] = [];
  for await (const group of usage.groups(query)) groups.push(group);
  const counter = (name: string, help: string, of: (group: UsageGroup) => number): Metric => ({
    name,
    kind: 'counter',
    help,
    samples: groups.map((group) => ({ labels: { [groupBy]: group.key }, value: of(group) })),
  });
  return [
    counter('charges', 'Debits and captures.', ({ count }) => count),
    counter('units', 'Units of work that were charged.', (each) => Number(each.quantity)),
    counter('taken', 'Credits that debits and captures took.', (each) => Number(each.taken)),
    counter('reversed', 'Credits that reversals gave back.', (each) => Number(each.reversed)),
    counter('shortfall', 'Credits that should have been taken, and were not there.', (each) =>
      Number(each.shortfall),
    ),
    counter('estimated_cost_euros', 'What the work cost.', (each) => euros(each.estimatedCost)),
    counter('taken_value_euros', 'What the taken credits are worth.', (each) =>
      euros(each.takenValue),
    ),
    counter('reversed_value_euros', 'What the reversed credits are worth.', (each) =>
      euros(each.reversedValue),
    ),
  ];
};

const registryOf = async ({ registry }: Watched): Promise<readonly Metric[]> => {
  const { version } = await registry.current();
  return [gauge('registry_version', 'The version of the registry in force.', version)];
};

const checkpointOf = async ({ lastCheckpoint }: Watched): Promise<readonly Metric[]> => {
  const at = await lastCheckpoint();
  const help = 'When the latest checkpoint was made; none is made while nothing changes.';
  return at ? [gauge('last_checkpoint_timestamp_seconds', help, milliseconds(at) / 1000)] : [];
};

const mirrorOf = async ({ mirror }: Watched): Promise<readonly Metric[]> => {
  const backlog = await mirror?.backlog();
  if (!backlog) return [];
  const { failure, lag, waitingSeconds, walletsSetAside } = backlog;
  return [
    gauge('mirror_lag_entries', 'Entries that the mirror lacks.', lag),
    gauge('mirror_wallets_set_aside', 'Wallets that wait because of an entry.', walletsSetAside),
    gauge('mirror_waiting_seconds', 'How long the last in line has waited.', waitingSeconds),
    gauge('mirror_failing', 'Whether the mirror took nothing the last time.', failure ? 1 : 0),
  ];
};

const webhookEventsOf = async ({
  realNow,
  receivedEvents,
  tenantId,
}: Watched): Promise<readonly Metric[]> => {
  const fates = await receivedEvents?.countByFate(tenantId, secondsAfter(realNow(), -DAY_SECONDS));
  return [
    {
      name: 'webhook_events',
      kind: 'gauge',
      help: 'Events of the payment provider that came in the last 24 hours, by what became of them.',
      samples: Object.entries(fates ?? {}).map(([fate, value]) => ({ labels: { fate }, value })),
    },
  ];
};

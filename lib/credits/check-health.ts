import type { HealthAnswer } from '../contract/health.js';
import type { Backlog } from '../ledger/mirror/outbox.js';
import type { Credits } from './app.js';
import { showBacklog } from './show-backlog.js';

/** A mirror that is further behind than this needs somebody's attention. */
const LATE_SECONDS = 15 * 60;

/**
 * Whether requests can be served. For strangers too, whom it names what fails and tells nothing of the inside; operators
 * also see what the mirror lacks, and why.
 */
export const checkHealth = async (
  app: Pick<Credits, 'ledger' | 'mirror'> & {
    readonly ledgerKind: HealthAnswer['ledger'];
    readonly version: string;
    readonly warnings: readonly string[];
  },
  { toOperator }: { readonly toOperator: boolean },
): Promise<HealthAnswer> => {
  const [reached, backlog] = await Promise.all([
    app.ledger.health().then(
      () => true,
      () => false,
    ),
    app.mirror?.backlog().catch(() => undefined),
  ]);
  const checks: HealthAnswer['checks'] = [
    { name: 'ledger', status: reached ? 'ok' : 'failed' },
    ...(app.mirror ? [{ name: 'mirror', status: mirrorStatus(backlog) }] : []),
    ...app.warnings.map((detail) => ({
      name: 'configuration',
      status: 'warning' as const,
      detail,
    })),
  ];
  const isSound = checks.every(({ status }) => status === 'ok');
  return {
    status: reached ? (isSound ? 'ok' : 'degraded') : 'unavailable',
    ledger: app.ledgerKind,
    version: app.version,
    checks,
    ...(toOperator && backlog && { mirror: showBacklog(backlog) }),
  };
};

/** What is owed for a moment is no trouble: it goes after the response. */
const mirrorStatus = (backlog: Backlog | undefined): 'ok' | 'warning' | 'failed' => {
  if (!backlog) return 'failed';
  const { failure, waitingSeconds, walletsSetAside } = backlog;
  const isLate = failure !== undefined || walletsSetAside > 0 || waitingSeconds > LATE_SECONDS;
  return isLate ? 'warning' : 'ok';
};

import type { HealthAnswer } from '../contract/health.js';
import type { Credits } from './app.js';

/** Whether requests can be served. For strangers too, so it names what fails and tells nothing of the inside. */
export const checkHealth = async (
  app: Pick<Credits, 'ledger'> & {
    readonly ledgerKind: HealthAnswer['ledger'];
    readonly version: string;
    readonly warnings: readonly string[];
  },
): Promise<HealthAnswer> => {
  const reached = await app.ledger.health().then(
    () => true,
    () => false,
  );
  const warnings = app.warnings.map((detail) => {
    return { name: 'configuration', status: 'warning', detail } as const;
  });
  return {
    status: reached ? (warnings.length > 0 ? 'degraded' : 'ok') : 'unavailable',
    ledger: app.ledgerKind,
    version: app.version,
    checks: [{ name: 'ledger', status: reached ? 'ok' : 'failed' }, ...warnings],
  };
};

import { CSV_TYPE, csv } from '../../contract/csv.js';
import type { MetricsQuery } from '../../contract/metrics.js';
import { measure, type Watched } from '../../credits/measure.js';
import { type Metering, readMetrics, tableOfMetrics } from '../../credits/read-metrics.js';
import { assertNever } from '../../wallet/brand.js';
import type { Problem } from '../problem.js';
import type { Answer } from '../route.js';
import { streamed } from '../stream.js';

/** Metrics in the form that was asked for. */
export const metricsIn = async (
  app: Metering & Watched,
  query: MetricsQuery,
): Promise<Answer | Problem> => {
  switch (query.format) {
    case 'json':
      return { status: 200, body: await readMetrics(app, query) };
    case 'csv': {
      const { header, rows } = tableOfMetrics(app, query);
      return {
        status: 200,
        content: { type: CSV_TYPE, data: await streamed(csv(header, rows)) },
        headers: { 'content-disposition': 'attachment; filename="credits-metrics.csv"' },
      };
    }
    case 'openmetrics': {
      // Loaded when it is needed: it is large, and most of those who ask here are no machines.
      const { openMetrics, OPENMETRICS_TYPE } = await import('../../contract/openmetrics.js');
      const data = await openMetrics(await measure(app, query));
      return { status: 200, content: { type: OPENMETRICS_TYPE, data } };
    }
    default:
      return assertNever(query.format);
  }
};

import { Counter, Gauge, type OpenMetricsContentType, Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;

/** A value that is watched: a counter only ever grows, a gauge does as it likes. */
export type Metric = {
  /** Without a prefix, and a counter's without `_total`. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly { readonly labels?: Labels; readonly value: number }[];
};

export const OPENMETRICS_TYPE = Registry.OPENMETRICS_CONTENT_TYPE;

/** Metrics as OpenMetrics text, 1.0.0. */
export const openMetrics = (metrics: readonly Metric[]): Promise<string> => {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(OPENMETRICS_TYPE);
  for (const { help, kind, name, samples } of metrics) {
    if (samples.length === 0) continue; // otherwise it would be told as a zero without labels
    const labelNames = [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))];
    const form = { help, labelNames, registers: [registry] };
    if (kind === 'counter') {
      const counter = new Counter({ ...form, name: `cz_credits_${name}_total` });
      for (const { labels = {}, value } of samples) counter.inc(labels, value);
    } else {
      const gauge = new Gauge({ ...form, name: `cz_credits_${name}` });
      for (const { labels = {}, value } of samples) gauge.set(labels, value);
    }
  }
  return registry.metrics();
};

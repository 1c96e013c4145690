import type { MetricsAnswer } from '../contract/metrics.js';
import { netCredits, netValue, type UsageSums } from '../ledger/reports/usage.js';
import { euros } from './euros.js';

/** Sums as operators are shown them. */
export const showUsage = (sums: UsageSums): MetricsAnswer['totals'] => {
  const value = netValue(sums);
  const margin = value - sums.estimatedCost;
  return {
    count: sums.count,
    credits: Number(netCredits(sums)),
    shortfallCredits: Number(sums.shortfall),
    estimatedCostEur: euros(sums.estimatedCost),
    creditValueEur: euros(value),
    marginEur: euros(margin),
    marginPercent: value > 0n ? hundredths(margin, value) : null,
  };
};

/** A part of a whole in percent, rounded to two digits, halves away from zero. */
const hundredths = (part: bigint, whole: bigint): number => {
  const half = part < 0n ? -whole : whole;
  return Number((part * 20_000n + half) / (2n * whole)) / 100;
};

import { type Period, periodIn } from './period.js';

/** What of the usage is looked at. */
export type Selection = {
  readonly period: Period;
  readonly product?: string | undefined;
  /** What the chart over time and the clients are of; of all actions, if absent. */
  readonly action?: string | undefined;
};

/** An id of the catalog: whatever else stands in the address is of nobody's making but a typist's. */
const idIn = (query: URLSearchParams, name: string): string | undefined =>
  /^[a-z][a-z0-9_]*$/.exec(query.get(name) ?? '')?.[0];

export const selectionIn = (query: URLSearchParams, now: Date): Selection => ({
  period: periodIn(query, now),
  product: idIn(query, 'product'),
  action: idIn(query, 'action'),
});

/** The address that shows the same to somebody else. */
export const addressOf = ({ action, period, product }: Selection): string => {
  const { first, last, name } = period;
  const query = new URLSearchParams({
    ...(name === 'custom' ? { from: first, to: last } : { period: name }),
    ...(product && { product }),
    ...(action && { action }),
  });
  return `#/overview?${query}`;
};

import type { Problem } from '../../api/api.js';
import { topUpHref } from '../configuration.js';
import { problem } from '../problem.js';
import type { Case } from './case.js';
import type { Shown } from './dialogs.js';

/** As the server would say it. */
export const shortage = ({ available, cost, missing }: Case): Problem => ({
  ...problem('insufficient_credits', 'not enough credits', 402),
  required: cost,
  available,
  shortfall: missing,
  topUp: { href: topUpHref(), packs: [] },
});

/** A server's own 402 knows the price and the way to top up better than the page. */
export const shownOf = (why: Problem): Shown => {
  if (why.code !== 'insufficient_credits') return { asks: 'nothing', problem: why };
  const { available, required, topUp } = why;
  return { asks: 'for a top-up', required, available, href: topUp?.href ?? topUpHref() };
};

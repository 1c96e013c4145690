import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import type { Entry } from '../entry/kinds.js';

const WIDTH = 160;
const HEIGHT = 28;
const FEW = 3;

/** How the balance went over the entries that are shown, the newest first: a step for each. */
export const sparkline = (entries: readonly Entry[]): TemplateResult | typeof nothing => {
  const balances = entries.map(({ balanceAfter }) => balanceAfter).toReversed();
  const [first, last] = [balances.at(0), balances.at(-1)];
  if (balances.length < FEW || first === undefined || last === undefined) return nothing;
  const said = `Balance over the last ${balances.length} entries: from ${format.number(first)} to ${format.number(last)}`;
  return html`<svg class="sparkline" role="img" aria-label=${said} viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}"
    width=${WIDTH} height=${HEIGHT + 4}>${svg`<path d=${stepsOf(balances)} fill="none" stroke="currentColor"
    stroke-width="1.5" stroke-linejoin="round"/>`}</svg>`;
};

/** A balance stays until the next entry. */
const stepsOf = (balances: readonly number[]): string => {
  const [least, most] = [Math.min(0, ...balances), Math.max(1, ...balances)];
  const x = (at: number) => ((at / balances.length) * WIDTH).toFixed(1);
  const y = (balance: number) =>
    (HEIGHT - ((balance - least) / (most - least)) * HEIGHT).toFixed(1);
  return balances
    .map((balance, at) => `${at === 0 ? `M0 ${y(balance)}` : `V${y(balance)}`}H${x(at + 1)}`)
    .join('');
};

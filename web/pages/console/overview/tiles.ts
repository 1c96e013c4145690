import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import type { Period } from './period.js';
import { periodBefore } from './period.js';
import type { Overview, Sums } from './read-overview.js';

type Tile = {
  readonly name: string;
  readonly of: (sums: Sums) => number;
  readonly write: (amount: number) => string;
  /** What stands beside the number. */
  readonly beside?: (sums: Sums) => TemplateResult | '';
  readonly tone?: (sums: Sums) => 'bad' | '';
};

const TILES: readonly Tile[] = [
  { name: 'Credits charged', of: ({ credits }) => credits, write: format.number },
  { name: 'Value', of: ({ creditValueEur }) => creditValueEur, write: format.euros },
  { name: 'Estimated cost', of: ({ estimatedCostEur }) => estimatedCostEur, write: format.euros },
  {
    name: 'Margin',
    of: ({ marginEur }) => marginEur,
    write: format.euros,
    beside: ({ marginPercent }) =>
      marginPercent === null
        ? ''
        : html`<span class="beside">${format.percent(marginPercent)}</span>`,
    tone: ({ marginEur }) => (marginEur < 0 ? 'bad' : ''),
  },
  {
    name: 'Shortfall',
    of: ({ shortfallCredits }) => shortfallCredits,
    write: format.number,
    beside: ({ shortfallCredits }) =>
      shortfallCredits === 0 ? '' : html`<span class="beside">credits</span>`,
  },
];

/** The sums of the period; what they were before is told without a verdict: more is not always better. */
export const tiles = (shown: Overview | undefined, period: Period): TemplateResult => {
  const { first, last } = periodBefore(period);
  return html`<dl class="tiles figures" aria-busy=${shown ? 'false' : 'true'}>
    ${TILES.map((tile) => html`<div class="panel tile"><dt>${tile.name}</dt>${shown ? filled(tile, shown) : waiting}</div>`)}
  </dl>
  <p class="soft compared">Compared with ${format.days(first, last)}.</p>`;
};

const filled = ({ beside, of, tone, write }: Tile, { before, totals }: Overview): TemplateResult =>
  html`<dd class=${tone?.(totals) ?? ''}>${amount(of(totals), write)} ${beside?.(totals) ?? ''}</dd>
    <dd class="since">${compared(of(totals), of(before), write)}</dd>`;

const waiting = html`<dd><span class="waiting">000,000</span></dd><dd class="since"><span class="waiting">+00% from 000</span></dd>`;

/** In full as long as it has room. */
const amount = (value: number, write: (value: number) => string): TemplateResult | string => {
  const full = write(value);
  if (full.length <= 11) return full;
  const short = write === format.euros ? format.shortEuros(value) : format.short(value);
  return html`<span title=${full}>${short}</span>`;
};

const compared = (
  now: number,
  before: number,
  write: (amount: number) => string,
): TemplateResult | string => {
  if (now === before) return 'as before';
  const was = html`from ${amount(before, write)}`;
  // Of a loss, or of nothing, there is no part that something grew by.
  if (before <= 0) return was;
  return html`<strong>${format.change((now - before) / before)}</strong> ${was}`;
};

import { html, type TemplateResult } from 'lit-html';
import { dumbbells } from '../chart/dumbbells.js';
import { sized } from '../chart/sized.js';
import type { Overview } from './read-overview.js';

const MOST = 15;

/** What was charged for each action against what it cost, those with the most money in them first. */
export const spend = ({ actions }: Overview): TemplateResult => {
  const all = actions
    .map(({ creditValueEur, estimatedCostEur, name }) => ({
      name,
      value: creditValueEur,
      cost: estimatedCostEur,
    }))
    .sort((a, b) => Math.max(b.value, b.cost) - Math.max(a.value, a.cost));
  const left = all.length - MOST;
  return html`<section class="panel spend" aria-labelledby="spend">
    <header><h2 id="spend">Charged against estimated cost</h2>
      <div class="legend">
        <span><i class="swatch series-2"></i>Estimated cost</span>
        <span><i class="swatch series-1"></i>Value</span>
        <span>Margin at the right</span>
      </div>
    </header>
    <div class="body">${sized((width) => dumbbells(all.slice(0, MOST), width))}
      ${left > 0 ? html`<p class="soft">${left} more in the table above.</p>` : ''}
    </div>
  </section>`;
};

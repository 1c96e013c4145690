import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';

/** A list of the largest: the longest bar is the first. */
export type Ranking = {
  readonly title: string;
  readonly ranked: readonly {
    readonly name: TemplateResult;
    readonly credits: number;
  }[];
  /** Of all there are, those that are not listed too. */
  readonly total: number;
  readonly download?: TemplateResult;
};

export const ranking = ({ download, ranked, title, total }: Ranking): TemplateResult => {
  const most = Math.max(1, ...ranked.map(({ credits }) => credits));
  const rest = total - ranked.reduce((sum, { credits }) => sum + credits, 0);
  return html`<section class="panel ranking"><header><h2>${title}</h2><div class="tools">
      ${download ?? ''}</div></header>
    <ol>${ranked.map(
      ({ credits, name }) => html`<li>
        <span class="name">${name}</span>
        <span class="number">${format.number(credits)}</span>
        <span class="number soft share">${total > 0 ? format.percent((100 * credits) / total) : ''}</span>
        <svg class="chart" width="100%" height="4" aria-hidden="true">
          <rect class="bar series-1" width="${Math.max(0.5, (100 * credits) / most)}%" height="4" rx="2"></rect></svg>
      </li>`,
    )}</ol>
    <p class="soft">${rest > 0 ? `${format.number(rest)} credits of others.` : 'These are all.'}</p>
  </section>`;
};

import { html, type TemplateResult } from 'lit-html';
import type { Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { addsUp, type Lines, MOVES } from './lines.js';

type Sums = Schemas['Statement']['totals'];

const BUCKETS = ['granted', 'purchased', 'total'] as const;

/** From opening to closing, line by line, so that whoever adds it up comes to the same. */
export const linesTable = (totals: Sums): TemplateResult => {
  const isSound = BUCKETS.every((bucket) => addsUp(totals[bucket]));
  return html`<section class="panel">
    <header><h2 id="lines-head">Credits</h2>
      <span class="badge ${isSound ? 'good' : 'bad'}">${isSound ? 'Adds up' : 'Does not add up'}</span></header>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="lines-head"><table class="lines">
      <thead><tr><th scope="col">Line</th><th scope="col" class="number">Granted</th>
        <th scope="col" class="number">Purchased</th><th scope="col" class="number">Total</th></tr></thead>
      <tbody>
        ${balance('Opening', totals, 'opening')}
        ${MOVES.map(({ name, sign, title, what }) => {
          const isNone = BUCKETS.every((bucket) => totals[bucket][name] === 0);
          return html`<tr class=${isNone ? 'none' : ''}>
            <th scope="row">${title} <span class="soft what">${what}</span></th>
            ${BUCKETS.map((bucket) => html`<td class="number">${moved(sign * totals[bucket][name])}</td>`)}
          </tr>`;
        })}
      </tbody>
      <tfoot>${balance('Closing', totals, 'closing')}</tfoot>
    </table></div>
  </section>`;
};

const moved = (value: number): string => (value === 0 ? '0' : format.delta(value));

const balance = (title: string, totals: Sums, name: keyof Lines): TemplateResult => html`
  <tr class="balance"><th scope="row">${title}</th>${BUCKETS.map(
    (bucket) => html`<td class="number">${format.number(totals[bucket][name])}</td>`,
  )}</tr>
`;

/** What stands beside the lines, and why. */
export const besideLines = ({
  clients,
  entries,
  keptBack,
  owedCredits,
  unpaidCredits,
}: Sums): TemplateResult => html`
  <dl class="tiles beside">
    ${tile('Wallets', clients, `${format.number(entries)} ${entries === 1 ? 'entry' : 'entries'} in the month`)}
    ${tile('Kept back', keptBack, 'did not fit under a cap; never was in a wallet')}
    ${tile('Unpaid', unpaidCredits, 'purchased credits that nobody paid for, at the end')}
    ${tile('Owed by clients', owedCredits, 'spent before their payment went back')}
  </dl>
`;

const tile = (title: string, value: number, what: string): TemplateResult => html`
  <div class="panel tile"><dt>${title}</dt><dd>${format.number(value)}</dd><dd class="what">${what}</dd></div>
`;

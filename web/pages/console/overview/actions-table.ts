import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { signedBar } from '../chart/signed-bar.js';
import type { ActionGroup, Overview } from './read-overview.js';
import { type Column, type Sorting, sorted } from './sorting.js';

/** Below this much of its value, in percent, a margin is thin: a price of a provider that rises a little takes it away. */
const THIN = 25;

const COLUMNS: readonly { readonly column: Column; readonly title: string }[] = [
  { column: 'count', title: 'Count' },
  { column: 'credits', title: 'Credits' },
  { column: 'creditValueEur', title: 'Value' },
  { column: 'estimatedCostEur', title: 'Est. cost' },
  { column: 'marginEur', title: 'Margin' },
  { column: 'marginPercent', title: 'Margin %' },
];

type ActionsTable = {
  readonly shown: Overview | undefined;
  readonly sorting: Sorting;
  readonly sort: (by: Column) => void;
  readonly choose: (actionId: string) => void;
  readonly download: TemplateResult;
};

/** What each action earned and cost. Choosing one shows it alone over time. */
export const actionsTable = (given: ActionsTable): TemplateResult => html`
  <section class="panel actions" aria-labelledby="actions">
    <header>
      <div><h2 id="actions">Margin per action</h2>${verdict(given.shown)}</div>
      <div class="tools">${given.download}</div>
    </header>
    ${given.shown ? filled(given, given.shown) : html`<div class="body"><div class="waiting rows"></div></div>`}
  </section>`;

const verdict = (shown: Overview | undefined): TemplateResult => {
  if (!shown) return html`<p class="soft">&nbsp;</p>`;
  const losing = shown.actions.filter(({ marginEur }) => marginEur < 0).length;
  const thin = shown.actions.filter((action) => isThin(action)).length;
  const told = [
    ...(losing
      ? [`${losing} ${losing === 1 ? 'action costs' : 'actions cost'} more than was charged`]
      : []),
    ...(thin ? [`${thin} ${thin === 1 ? 'keeps' : 'keep'} less than ${THIN}%`] : []),
  ].join(', ');
  return html`<p class="soft">${told ? `${told}.` : `Every action keeps at least ${THIN}% of its value.`} Choose one to see it over time.</p>`;
};

const isThin = ({ marginEur, marginPercent }: ActionGroup): boolean =>
  marginEur >= 0 && marginPercent !== null && marginPercent < THIN;

const filled = ({ choose, sort, sorting }: ActionsTable, shown: Overview): TemplateResult => {
  const margins = shown.actions.map(({ marginEur }) => marginEur);
  const span = { least: Math.min(...margins), most: Math.max(...margins) };
  const chosen = shown.selection.action;
  return html`<div class="scroll"><table>
    <thead><tr>
      ${head({ column: 'name', title: 'Action' }, sorting, sort)}
      ${COLUMNS.map((each) => head(each, sorting, sort))}
      <th class="bar-cell"><span class="visually-hidden">Margin as a bar</span></th>
    </tr></thead>
    <tbody>${sorted(shown.actions, sorting).map((action) => {
      const isChosen = action.key === chosen;
      return html`<tr class=${isChosen ? 'chosen-row' : ''}>
        <th scope="row"><button class="plain" aria-pressed=${isChosen ? 'true' : 'false'}
          @click=${() => choose(action.key)}>${action.name}</button>${mark(action)}</th>
        <td class="number">${format.number(action.count)}</td>
        <td class="number">${format.number(action.credits)}</td>
        <td class="number">${format.euros(action.creditValueEur)}</td>
        <td class="number">${format.euros(action.estimatedCostEur)}</td>
        <td class="number ${action.marginEur < 0 ? 'bad' : ''}">${format.euros(action.marginEur)}</td>
        <td class="number ${action.marginEur < 0 ? 'bad' : ''}">${format.percent(action.marginPercent)}</td>
        <td class="bar-cell">${signedBar(action.marginEur, span)}</td>
      </tr>`;
    })}</tbody>
  </table></div>`;
};

const mark = (action: ActionGroup): TemplateResult | '' => {
  if (action.marginEur < 0) return html`<span class="badge bad">Loses</span>`;
  return isThin(action) ? html`<span class="badge warn">Thin</span>` : '';
};

const head = (
  { column, title }: { readonly column: Column; readonly title: string },
  { by, isDescending }: Sorting,
  sort: (by: Column) => void,
): TemplateResult => {
  const direction = isDescending ? 'descending' : 'ascending';
  const arrow = by === column ? (isDescending ? '↓' : '↑') : '';
  return html`<th scope="col" class=${column === 'name' ? '' : 'number'} aria-sort=${by === column ? direction : 'none'}>
    <button class="plain" @click=${() => sort(column)}>${title}<span class="arrow" aria-hidden="true">${arrow}</span></button>
  </th>`;
};

import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { type Bin, binAt, marginOverTime } from '../chart/margin-over-time.js';
import { scrubbed } from '../chart/scrub.js';
import { sized } from '../chart/sized.js';
import { type Period, unitOf } from './period.js';
import type { Group, Overview, Sums } from './read-overview.js';

type OverTime = {
  readonly shown: Overview | undefined;
  readonly period: Period;
  /** The day or month that is pointed at. */
  readonly at: number | undefined;
  readonly asTable: boolean;
  readonly point: (at: number | undefined) => void;
  readonly toggle: () => void;
  readonly allActions: () => void;
  readonly download: TemplateResult;
};

/** Value against estimated cost, and what is left of it, day by day. */
export const overTime = (given: OverTime): TemplateResult => {
  const { allActions, asTable, download, period, shown, toggle } = given;
  const action = shown?.selection.action;
  return html`<section class="panel over-time" aria-labelledby="over-time">
    <header>
      <div class="title">
        <h2 id="over-time">Value against estimated cost, per ${unitOf(period)}</h2>
        ${
          action
            ? html`<button class="chosen" @click=${allActions} aria-label="${shown.nameOf(action)} only: show all actions">
              ${shown.nameOf(action)} <span aria-hidden="true">×</span></button>`
            : ''
        }
      </div>
      <div class="tools">
        <button class="button quiet" @click=${toggle}>${asTable ? 'Show as chart' : 'Show as table'}</button>
        ${download}
      </div>
    </header>
    ${shown ? filled(given, shown) : html`<div class="body"><div class="waiting plot"></div></div>`}
  </section>`;
};

const filled = ({ asTable, at, point }: OverTime, shown: Overview): TemplateResult => {
  if (asTable) return table(shown);
  const bins = shown.overTime.map((group) => binOf(group));
  return html`<div class="body">
    ${readout(shown, at)}
    <div class="plot">${sized((width) =>
      scrubbed(marginOverTime(bins, width, at), {
        label: unitOf(shown.selection.period) === 'day' ? 'Day' : 'Month',
        count: bins.length,
        at,
        say: (place) => said(shown.overTime[place]),
        move: point,
        placeAt: (x) => binAt(bins, width, x),
      }),
    )}</div>
  </div>`;
};

const isMonth = (key: string): boolean => key.length === 7;

const nameOfTime = (key: string): string => (isMonth(key) ? format.month(key) : format.day(key));

const amountsOf = ({ creditValueEur, estimatedCostEur, marginEur }: Sums) => ({
  value: creditValueEur,
  cost: estimatedCostEur,
  margin: marginEur,
});

const binOf = (group: Group): Bin => ({
  key: group.key,
  tick: isMonth(group.key) ? format.shortMonth(group.key) : format.shortDay(group.key),
  ...amountsOf(group),
});

const said = (group: Group | undefined): string =>
  group
    ? `${nameOfTime(group.key)}: value ${format.euros(group.creditValueEur)}, estimated cost ${format.euros(group.estimatedCostEur)}, margin ${format.euros(group.marginEur)}`
    : '';

/** The legend, with the numbers of what is pointed at, or of the whole period: always at the same place. */
const readout = (
  { overTime: groups, overTimeTotal, selection }: Overview,
  at: number | undefined,
): TemplateResult => {
  const { first, last } = selection.period;
  const group = at === undefined ? undefined : groups[at];
  const { cost, margin, value } = amountsOf(group ?? overTimeTotal);
  return html`<div class="legend readout">
    <span class="when">${group ? nameOfTime(group.key) : format.days(first, last)}</span>
    <span><i class="swatch series-1"></i>Value <strong>${format.euros(value)}</strong></span>
    <span><i class="swatch series-2"></i>Estimated cost <strong>${format.euros(cost)}</strong></span>
    <span><i class="swatch series-3"></i>Margin <strong class=${margin < 0 ? 'bad' : ''}>${format.euros(margin)}</strong></span>
  </div>`;
};

/** The same to be read line by line, the latest first. */
const table = ({
  overTime: groups,
  selection,
}: Overview): TemplateResult => html`<div class="scroll tall" tabindex="0"
  role="region" aria-label="Value against estimated cost, as a table"><table>
  <thead><tr>
    <th scope="col">${unitOf(selection.period) === 'day' ? 'Day' : 'Month'} (UTC)</th>
    <th scope="col" class="number">Actions</th><th scope="col" class="number">Credits</th>
    <th scope="col" class="number">Value</th><th scope="col" class="number">Estimated cost</th>
    <th scope="col" class="number">Margin</th><th scope="col" class="number">Margin %</th>
  </tr></thead>
  <tbody>${groups.toReversed().map(
    (group) => html`<tr>
      <th scope="row">${nameOfTime(group.key)}</th>
      <td class="number">${format.number(group.count)}</td>
      <td class="number">${format.number(group.credits)}</td>
      <td class="number">${format.euros(group.creditValueEur)}</td>
      <td class="number">${format.euros(group.estimatedCostEur)}</td>
      <td class="number ${group.marginEur < 0 ? 'bad' : ''}">${format.euros(group.marginEur)}</td>
      <td class="number">${format.percent(group.marginPercent)}</td>
    </tr>`,
  )}</tbody>
</table></div>`;

import { html, nothing, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { marginPercent } from './amounts.js';
import { type Desk, rowsOnPage } from './desk.js';
import type { Row } from './draft.js';
import { cell, field } from './fields.js';
import { addButton, rowButtons, standing } from './rows.js';

const COLUMNS = ['actionId', 'name', 'product', 'unit', 'creditsPerUnit', 'estimatedCostMicroEur'];

const CALLERS = [
  ['any', 'Anybody'],
  ['service', 'Services'],
] as const;

/** What actions cost, fifty at a time: a thousand are searched, not scrolled through. */
export const actionsSection = (desk: Desk): TemplateResult => {
  const { actions } = desk.draft.document;
  const found = actions.flatMap((row, index) => (matches(row, desk.filter) ? [index] : []));
  const pages = Math.max(1, Math.ceil(found.length / rowsOnPage));
  desk.page = Math.min(desk.page, pages - 1);
  const shown = found.slice(desk.page * rowsOnPage, (desk.page + 1) * rowsOnPage);
  return html`<section class="panel rows" aria-labelledby="actions-head">
    <header>
      <h2 id="actions-head">Actions <span class="badge">${format.number(actions.length)}</span></h2>
      <div class="tools">
        <input class="input search" type="search" aria-label="Search actions" placeholder="Search id, name, product"
          .value=${desk.filter} @input=${(event: Event) => search(desk, event)}>
        ${addButton(desk, 'actions', 'Add action')}
      </div>
    </header>
    ${shown.length > 0 ? table(desk, shown) : none(desk)}
    ${pages > 1 ? pager(desk, found.length, pages) : nothing}
  </section>`;
};

const matches = (row: Row, filter: string): boolean => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const aliases = Array.isArray(row['aliases']) ? row['aliases'] : [];
  const text = [row['actionId'], row['name'], row['product'], row['unit'], ...aliases];
  const within = text.join(' ').toLowerCase();
  return words.every((word) => within.includes(word));
};

const search = (desk: Desk, { target }: Event): void => {
  if (!(target instanceof HTMLInputElement)) return;
  desk.filter = target.value;
  desk.page = 0;
  desk.open = undefined;
  desk.draw();
};

const none = (desk: Desk): TemplateResult =>
  desk.filter
    ? html`<div class="empty"><strong>No action has “${desk.filter}” in it</strong>
        <span>Searched are ids, names, products, units and aliases.</span></div>`
    : html`<div class="empty"><strong>Nothing costs credits yet</strong>
        <span>Add the first action: what it is called, and what a unit of it costs.</span></div>`;

const table = (desk: Desk, shown: readonly number[]): TemplateResult => html`
  <table class="editable">
    <thead><tr>
      <th scope="col">Id</th><th scope="col">Name</th><th scope="col">Product</th><th scope="col">Unit</th>
      <th scope="col" class="number">Credits</th><th scope="col" class="number">Cost, €</th>
      <th scope="col" class="number">Margin</th><th scope="col">Charged by</th>
      <th scope="col"><span class="visually-hidden">More</span></th>
    </tr></thead>
    <tbody>${shown.map((index) => row(desk, index))}</tbody>
  </table>
`;

const LABELS = ['Id', 'Name', 'Product', 'Unit', 'Credits', 'Cost, €'];

const row = (desk: Desk, index: number): TemplateResult => {
  const action = desk.draft.document.actions[index] ?? {};
  const name = String(action['actionId'] || `action ${index + 1}`);
  const path = `actions.${index}`;
  const isOpen = desk.open === index;
  const toggle = () => {
    desk.open = isOpen ? undefined : index;
    desk.draw();
  };
  return html`<tr class=${standing(desk, 'actions', action)}>
    ${COLUMNS.map(
      (member, column) =>
        html`<td data-label=${LABELS[column] ?? ''}>${cell(desk, `${path}.${member}`, name)}</td>`,
    )}
    <td class="number shown" data-label="Margin">${margin(desk, action)}</td>
    <td data-label="Charged by">${cell(desk, `${path}.chargeableBy`, name, { options: CALLERS })}</td>
    <td class="more"><button class="button quiet small" aria-expanded=${isOpen} aria-controls="more-${index}"
      aria-label="More of ${name}" @click=${toggle}>${isOpen ? 'Less' : 'More'}</button></td>
  </tr>
  <tr class="details" id="more-${index}" ?hidden=${!isOpen}>${isOpen ? details(desk, index) : nothing}</tr>`;
};

const details = (
  desk: Desk,
  index: number,
): TemplateResult => html`<td colspan="9"><div class="details">
  ${field(desk, `actions.${index}.description`, { isTall: true, hint: 'Shown to clients beside the price.' })}
  ${field(desk, `actions.${index}.aliases`, { isTall: true, hint: 'One a line: other ids by which callers may name it.' })}
  ${rowButtons(desk, 'actions', index)}
</div></td>`;

/** At today's value of a credit, which may be a draft itself. */
const margin = (desk: Desk, action: Row): TemplateResult => {
  const { creditsPerUnit, estimatedCostMicroEur } = action;
  const value = desk.draft.document['creditValueMicroEur'];
  const isKnown =
    typeof creditsPerUnit === 'number' &&
    typeof estimatedCostMicroEur === 'number' &&
    typeof value === 'number';
  const percent = isKnown ? marginPercent(creditsPerUnit * value, estimatedCostMicroEur) : null;
  const isLoss = isKnown && creditsPerUnit * value < estimatedCostMicroEur;
  return html`<span class=${isLoss ? 'loss' : ''}>${format.percent(percent)}${
    isLoss ? html`<span class="visually-hidden"> (costs more than it earns)</span>` : nothing
  }</span>`;
};

const pager = (desk: Desk, count: number, pages: number): TemplateResult => {
  const turn = (by: number) => () => {
    desk.page += by;
    desk.open = undefined;
    desk.draw();
  };
  const first = desk.page * rowsOnPage + 1;
  const last = Math.min(count, first + rowsOnPage - 1);
  return html`<nav class="pager" aria-label="Pages of actions">
    <span class="soft" role="status">${format.number(first)}–${format.number(last)} of ${format.number(count)}</span>
    <span>
      <button class="button small" ?disabled=${desk.page === 0} @click=${turn(-1)}>Previous</button>
      <button class="button small" ?disabled=${desk.page >= pages - 1} @click=${turn(1)}>Next</button>
    </span>
  </nav>`;
};

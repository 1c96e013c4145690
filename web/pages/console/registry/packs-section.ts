import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import type { Desk } from './desk.js';
import { at, type Row } from './draft.js';
import { cell } from './fields.js';
import { addButton, rowButtons, standing } from './rows.js';

const COLUMNS = [
  ['packId', 'Id'],
  ['name', 'Name'],
  ['credits', 'Credits'],
  ['price.amountMinor', 'Price'],
  ['price.currency', 'Currency'],
] as const;

export const packsSection = (desk: Desk): TemplateResult => {
  const { packs } = desk.draft.document;
  return html`<section class="panel rows" aria-labelledby="packs-head">
    <header>
      <h2 id="packs-head">Packs <span class="badge">${format.number(packs.length)}</span></h2>
      <div class="tools">${addButton(desk, 'packs', 'Add pack')}</div>
    </header>
    ${
      packs.length === 0
        ? html`<div class="empty"><strong>No pack is sold</strong>
          <span>Without one, clients whose credits are used up wait for the next grant.</span></div>`
        : html`<table class="editable packs">
          <thead><tr>
            <th scope="col">Id</th><th scope="col">Name</th><th scope="col" class="number">Credits</th>
            <th scope="col" class="number">Price</th><th scope="col">Currency</th>
            <th scope="col" class="number">A credit</th><th scope="col">Stripe price</th>
            <th scope="col"><span class="visually-hidden">Duplicate or remove</span></th>
          </tr></thead>
          <tbody>${packs.map((row, index) => pack(desk, row, index))}</tbody>
        </table>`
    }
  </section>`;
};

const pack = (desk: Desk, row: Row, index: number): TemplateResult => {
  const name = String(row['packId'] || `pack ${index + 1}`);
  const path = `packs.${index}`;
  return html`<tr class=${standing(desk, 'packs', row)}>
    ${COLUMNS.map(
      ([member, label]) =>
        html`<td data-label=${label}>${cell(desk, `${path}.${member}`, name)}</td>`,
    )}
    <td class="number shown" data-label="A credit"><span>${perCredit(row)}</span></td>
    <td data-label="Stripe price">${cell(desk, `${path}.stripePriceId`, name, { placeholder: 'price_…' })}</td>
    <td class="more">${rowButtons(desk, 'packs', index)}</td>
  </tr>`;
};

/** What a client pays for one; for the eye, never reckoned with. */
const perCredit = (row: Row): string => {
  const { credits } = row;
  const [amount, currency] = [at(row, 'price.amountMinor'), at(row, 'price.currency')];
  const isKnown =
    typeof credits === 'number' &&
    credits > 0 &&
    typeof amount === 'number' &&
    typeof currency === 'string' &&
    /^[a-z]{3}$/.test(currency);
  if (!isKnown) return '–';
  return format.moneyEach(amount, currency, credits);
};

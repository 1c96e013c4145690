import { html, nothing, type TemplateResult } from 'lit-html';
import type { Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { came, lost } from './lines.js';

export type Client = Schemas['Statement']['clients'][number];

/** How the table of clients is looked at. */
export type Look = {
  filter: string;
  by: string;
  isDescending: boolean;
  page: number;
  /** On paper there is no next page to turn to: all are shown. */
  isOnPaper: boolean;
};

export const firstLook = (): Look => ({
  filter: '',
  by: 'clientId',
  isDescending: false,
  page: 0,
  isOnPaper: false,
});

type Column = {
  readonly name: string;
  readonly title: string;
  readonly value: (client: Client) => number;
  readonly isMove?: boolean;
};

const COLUMNS: readonly Column[] = [
  { name: 'opening', title: 'Opening', value: ({ total }) => total.opening },
  { name: 'came', title: 'Came', value: ({ total }) => came(total), isMove: true },
  { name: 'used', title: 'Used', value: ({ total }) => -total.used, isMove: true },
  { name: 'lost', title: 'Taken back', value: ({ total }) => lost(total), isMove: true },
  { name: 'closing', title: 'Closing', value: ({ total }) => total.closing },
  { name: 'purchased', title: 'Purchased', value: ({ purchased }) => purchased.closing },
  { name: 'entries', title: 'Entries', value: ({ entries }) => entries },
];

const PAGE = 25;

export const clientsTable = (
  clients: readonly Client[],
  look: Look,
  draw: () => void,
): TemplateResult => {
  const found = sorted(
    clients.filter(({ clientId }) => clientId.toLowerCase().includes(look.filter.toLowerCase())),
    look,
  );
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  look.page = Math.min(look.page, pages - 1);
  const shown = look.isOnPaper ? found : found.slice(look.page * PAGE, (look.page + 1) * PAGE);
  const search = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    look.filter = target.value;
    look.page = 0;
    draw();
  };
  return html`<section class="panel">
    <header><h2 id="clients-head">Clients <span class="badge">${format.number(clients.length)}</span></h2>
      <input class="input search" type="search" aria-label="Search clients" placeholder="Search clients" .value=${look.filter} @input=${search}></header>
    ${
      found.length === 0
        ? html`<div class="empty"><strong>No client has “${look.filter}” in its id</strong></div>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="clients-head"><table>
          <thead><tr>${head(look, draw, 'clientId', 'Client', '')}
            ${COLUMNS.map(({ name, title }) => head(look, draw, name, title, 'number'))}
            <th scope="col" class="number">Liability</th></tr></thead>
          <tbody>${shown.map(row)}</tbody></table></div>`
    }
    ${pages > 1 && !look.isOnPaper ? pager(look, draw, found.length, pages) : nothing}
  </section>`;
};

const sorted = (clients: readonly Client[], { by, isDescending }: Look): readonly Client[] => {
  const column = COLUMNS.find(({ name }) => name === by);
  const order = (one: Client, other: Client): number =>
    column
      ? column.value(one) - column.value(other)
      : one.clientId < other.clientId
        ? -1
        : Number(one.clientId > other.clientId);
  return clients.toSorted((one, other) => (isDescending ? -1 : 1) * order(one, other));
};

const head = (
  look: Look,
  draw: () => void,
  name: string,
  title: string,
  kind: string,
): TemplateResult => {
  const isBy = look.by === name;
  const sort = () => {
    look.isDescending = isBy ? !look.isDescending : kind === 'number';
    look.by = name;
    look.page = 0;
    draw();
  };
  const order = isBy ? (look.isDescending ? 'descending' : 'ascending') : 'none';
  return html`<th scope="col" class=${kind} aria-sort=${order}>
    <button class="sort" @click=${sort}>${title}<span aria-hidden="true">${isBy ? (look.isDescending ? ' ↓' : ' ↑') : ''}</span></button>
  </th>`;
};

const row = (client: Client): TemplateResult => html`<tr>
  <th scope="row"><a href="#/wallets/${encodeURIComponent(client.clientId)}">${client.clientId}</a></th>
  ${COLUMNS.map(({ isMove, value }) => {
    const figure = value(client);
    return html`<td class="number">${isMove && figure !== 0 ? format.delta(figure) : format.number(figure)}</td>`;
  })}
  <td class="number">${
    client.liability.length === 0
      ? '–'
      : client.liability.map(
          ({ closing, currency }, index) =>
            html`${index > 0 ? html`<br>` : nothing}${format.money({ amountMinor: closing, currency })}`,
        )
  }</td>
</tr>`;

const pager = (look: Look, draw: () => void, count: number, pages: number): TemplateResult => {
  const turn = (by: number) => () => {
    look.page += by;
    draw();
  };
  const first = look.page * PAGE + 1;
  const last = Math.min(count, first + PAGE - 1);
  return html`<nav class="pager" aria-label="Pages of clients">
    <span class="soft" role="status">${format.number(first)}–${format.number(last)} of ${format.number(count)}</span>
    <span><button class="button small" ?disabled=${look.page === 0} @click=${turn(-1)}>Previous</button>
    <button class="button small" ?disabled=${look.page >= pages - 1} @click=${turn(1)}>Next</button></span>
  </nav>`;
};

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { format } from '../../parts/format.js';
import { ledgerOf, walletOf } from '../ledger/search-address.js';
import { copyButton } from './copy-button.js';
import { entryDetails } from './entry-details.js';
import { type Entry, KINDS } from './kinds.js';
import { whatOf } from './what.js';

type Given = {
  /** Shows the view anew: a row was opened or closed. */
  readonly redraw: () => void;
  /** What the table is called for those who can't see where it stands. */
  readonly caption: string;
  /** Entries of several wallets say whose they are. */
  readonly withClient?: boolean;
  /** Absent where nothing is offered to be reversed. */
  readonly onReverse?: (entry: Entry) => void;
};

/** A table of entries whose rows open. It remembers which are open, by the entry and not by the place. */
export const entryRows = (given: Given): ((entries: readonly Entry[]) => TemplateResult) => {
  const open = new Set<string>();
  const toggle = ({ eventId }: Entry) => {
    if (!open.delete(eventId)) open.add(eventId);
    given.redraw();
  };
  return (entries) => html`<div class="scroll"><table class="entries">
    <caption class="visually-hidden">${given.caption}</caption>
    ${head(given)}
    ${repeat(
      entries,
      ({ eventId }) => eventId,
      (entry) => body(entry, given, { isOpen: open.has(entry.eventId), toggle }),
    )}
  </table></div>`;
};

const head = ({ withClient }: Given): TemplateResult => html`<thead><tr>
  <th class="open"><span class="visually-hidden">Details</span></th>
  <th class="when">Time (UTC)</th>
  ${withClient ? html`<th class="client">Client</th>` : nothing}
  <th class="kind">Kind</th>
  <th>What</th>
  <th class="number">Credits</th>
  <th class="number after">Balance</th>
  <th class="actor">Actor</th>
  <th class="trace">Trace</th>
</tr></thead>`;

type Opening = { readonly isOpen: boolean; readonly toggle: (entry: Entry) => void };

const body = (entry: Entry, given: Given, { isOpen, toggle }: Opening): TemplateResult => html`
  <tbody class=${isOpen ? 'is-open' : ''}>
    <tr class="row" @click=${(event: MouseEvent) => isOfRow(event) && toggle(entry)}>
      <td class="open"><button type="button" aria-expanded=${isOpen ? 'true' : 'false'}
        aria-label="Details of ${KINDS[entry.kind].label.toLowerCase()} ${entry.seq} of ${entry.clientId}"
        @click=${() => toggle(entry)}>${chevron}</button></td>
      <td class="when"><time datetime=${entry.createdAt}>${format.moment(entry.createdAt)}</time></td>
      ${
        given.withClient
          ? html`<td class="client"><a href=${walletOf(entry.clientId)} title=${entry.clientId}>${entry.clientId}</a></td>`
          : nothing
      }
      <td class="kind">${kindBadge(entry)}</td>
      <td class="what">${what(entry, given)}</td>
      <td class="number ${entry.creditsDelta > 0 ? 'came' : ''}">${format.delta(entry.creditsDelta)}${shortfall(entry)}</td>
      <td class="number after">${format.number(entry.balanceAfter)}</td>
      <td class="actor" title=${entry.actor}>${entry.actor}</td>
      <td class="trace"><span><a href=${ledgerOf('traceId', entry.traceId)} title=${entry.traceId}><code>${entry.traceId.slice(0, 8)}</code></a>${copyButton(entry.traceId, 'the trace id')}</span></td>
    </tr>
    ${
      isOpen
        ? html`<tr><td class="of-entry" colspan=${given.withClient ? 9 : 8}>${entryDetails(entry, given)}</td></tr>`
        : nothing
    }
  </tbody>
`;

/** A click on a link, a button or marked text means that, and not the row. */
const isOfRow = ({ target }: MouseEvent): boolean =>
  target instanceof Element &&
  target.closest('a, button') === null &&
  document.getSelection()?.isCollapsed !== false;

const kindBadge = ({ kind }: Entry): TemplateResult =>
  html`<span class="badge ${KINDS[kind].tone}">${KINDS[kind].label}</span>`;

/** Where there is no room for columns of their own, kind, time and client stand with it. */
const what = (entry: Entry, { withClient }: Given): TemplateResult => html`
  <span class="narrow">${kindBadge(entry)}</span>
  <span class="words">${whatOf(entry)}</span>
  <small class="narrow">${withClient ? html`${entry.clientId}<br>` : ''}<span class="at">${format.moment(entry.createdAt)}</span></small>
`;

const shortfall = ({ shortfall = 0 }: Entry) =>
  shortfall > 0
    ? html`<small class="short" title="What was lacking, and is charged to nobody">${format.number(shortfall)} short</small>`
    : nothing;

/** Rows that are on their way: as many and as high as the first that will come, mostly. */
export const waitingRows = (count: number): TemplateResult => html`
  <div class="waiting-rows" aria-hidden="true">${Array.from(
    { length: count },
    () => html`<div><span class="waiting"></span></div>`,
  )}</div>
`;

const chevron = svg`<svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" stroke-width="1.6"
  aria-hidden="true"><path d="m6 3.5 4.5 4.5L6 12.5"/></svg>`;

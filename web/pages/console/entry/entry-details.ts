import { html, type TemplateResult } from 'lit-html';
import { addressOf, ledgerOf, walletOf } from '../ledger/search-address.js';
import { copyButton } from './copy-button.js';
import { type Fact, type FactGroup, factsOf } from './facts.js';
import { type Entry, KINDS } from './kinds.js';

/** Everything of an entry, explained; and what can be done about it. */
export const entryDetails = (
  entry: Entry,
  { onReverse }: { readonly onReverse?: ((entry: Entry) => void) | undefined } = {},
): TemplateResult => html`
  <div class="entry-details">
    <div class="lead">
      <p>${KINDS[entry.kind].means}</p>
      ${
        onReverse && isReversible(entry)
          ? html`<button class="button" type="button" @click=${() => onReverse(entry)}>Reverse…</button>`
          : ''
      }
    </div>
    <div class="groups">${factsOf(entry).map((group) => factGroup(group, entry))}</div>
    ${rawEntry(entry)}
  </div>
`;

/** What took nothing has nothing to give back. */
const isReversible = ({ creditsDelta, kind }: Entry): boolean =>
  (kind === 'debit' || kind === 'capture') && creditsDelta < 0;

const factGroup = ({ facts, title }: FactGroup, entry: Entry): TemplateResult => html`
  <section>
    <h3>${title}</h3>
    <dl>${facts.map(
      (fact) => html`<div>
      <dt>${fact.label}</dt>
      <dd>${shownValue(fact, entry)}${fact.means ? html`<small>${fact.means}</small>` : ''}</dd>
    </div>`,
    )}</dl>
  </section>
`;

const shownValue = (fact: Fact, entry: Entry): TemplateResult => {
  if (!fact.id) return html`<span class="value">${fact.value}</span>`;
  const to = addressFor(fact, entry);
  return html`<span class="value"><code>${
    to ? html`<a href=${to}>${fact.value}</a>` : fact.value
  }</code>${copyButton(fact.value, fact.label.toLowerCase())}</span>`;
};

const addressFor = ({ leadsTo, value }: Fact, { clientId }: Entry): string | undefined => {
  if (leadsTo === 'client') return walletOf(value);
  if (leadsTo === 'trace') return ledgerOf('traceId', value);
  return leadsTo === 'entry' ? addressOf({ text: value, client: clientId }) : undefined;
};

const rawEntry = (entry: Entry): TemplateResult => {
  const json = JSON.stringify(entry, null, 2);
  return html`<details class="raw">
    <summary>As JSON</summary>
    <div>${copyButton(json, 'the entry as JSON')}<pre>${json}</pre></div>
  </details>`;
};

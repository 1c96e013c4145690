import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { copyButton } from '../entry/copy-button.js';
import { addressOf } from '../ledger/search-address.js';
import type { State } from './figures.js';

/** What is reserved for work under way, and until when. */
export const holdsPanel = ({ clientId, holds }: State): TemplateResult => html`
  <section class="panel">
    <header><h2>Holds</h2>${holds.length > 0 ? html`<span class="soft">only the service that holds can release</span>` : ''}</header>
    ${
      holds.length === 0
        ? html`<div class="empty"><span>Nothing is reserved. A hold shows here until it is captured, released or over.</span></div>`
        : html`<div class="scroll"><table class="holds">
            <thead><tr><th>Key</th><th class="number">Credits</th><th>Frees itself (UTC)</th></tr></thead>
            <tbody>${holds.map(
              ({ credits, expiresAt, key }) => html`<tr>
                <td class="key"><span class="with-copy"><a title=${key} href=${addressOf({ text: `CZ_SMCR|hold|${key}`, client: clientId })}><code>${key}</code></a>${copyButton(key, 'the key')}</span></td>
                <td class="number">${format.number(credits)}</td>
                <td><time datetime=${expiresAt}>${format.moment(expiresAt)}</time></td>
              </tr>`,
            )}</tbody>
          </table></div>`
    }
  </section>
`;

import { html, type TemplateResult } from 'lit-html';
import { walletOf } from '../ledger/search-address.js';

/** A field for a client's id, and the way to their wallet. */
export const lookUp = (issue?: string): TemplateResult => html`
  <form class="look-up" role="search" novalidate @submit=${open}>
    <label class="visually-hidden" for="look-up-client">Client id</label>
    <input class="input" id="look-up-client" name="clientId" type="search" placeholder="Client id, such as user_2ab…" autocomplete="off"
      autocapitalize="off" spellcheck="false" aria-invalid=${issue ? 'true' : 'false'} aria-describedby="look-up-hint">
    <button class="button">Open</button>
    ${issue ? html`<p id="look-up-hint" class="hint wrong" role="alert">A client id ${issue}.</p>` : ''}
  </form>
`;

const open = (event: SubmitEvent): void => {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  const clientId = String(new FormData(event.target).get('clientId') ?? '').trim();
  if (clientId) location.hash = walletOf(clientId);
};

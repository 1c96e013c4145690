import { html, type TemplateResult } from 'lit-html';
import type { Session } from './session.js';

/** Who is signed in, at the right of a page's bar. */
export const who = (session: Session): TemplateResult =>
  session.clientId === undefined
    ? html``
    : html`<span class="soft name">${session.clientId}</span>
        <button class="button quiet" @click=${() => void session.signOut()}>Sign out</button>`;

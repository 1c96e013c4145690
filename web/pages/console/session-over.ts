import { html, type TemplateResult } from 'lit-html';
import type { Session } from '../session/session.js';

/** Stands above the view, which stays: what was being written there can still be copied. */
export const sessionOver = (session: Session): TemplateResult => {
  const signIn = () =>
    void session.signIn(
      session.clientId === undefined ? undefined : { clientId: session.clientId, operator: true },
    );
  return html`<div class="notice warn">
    <div><strong>Your session is over.</strong> Sign in again to go on where you are.</div>
    <button class="button" @click=${signIn}>Sign in again</button>
  </div>`;
};

import { html, type TemplateResult } from 'lit-html';
import type { Session } from './session.js';

/** What a page shows to a stranger: how to sign in here. */
export const signInPanel = (
  session: Session,
  { operator = false }: { readonly operator?: boolean } = {},
): TemplateResult => {
  switch (session.ways) {
    case 'by name':
      return byName(session, operator);
    case 'elsewhere':
      return html`<section class="panel sign-in"><div class="body">
        <h1>Sign in</h1>
        <button class="button primary" @click=${() => void session.signIn()}>Continue with Clerk</button>
      </div></section>`;
    case 'unreachable':
      return html`<section class="panel sign-in"><div class="body">
        <h1>Clerk can’t be reached</h1>
        <p class="soft">Nobody can sign in until it answers. Check your connection, and what blocks scripts in this browser.</p>
        <button class="button primary" @click=${() => void session.signIn()}>Try again</button>
      </div></section>`;
    case 'nothing':
      return html`<section class="panel sign-in"><div class="body">
        <h1>Sign-in is not set up</h1>
        <p class="soft">Set <code>CLERK_PUBLISHABLE_KEY</code> where this site is built, and build it again.</p>
      </div></section>`;
  }
};

const byName = (session: Session, operator: boolean): TemplateResult => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const clientId = String(new FormData(event.target).get('clientId'));
    void session.signIn({ clientId, operator });
  };
  return html`<section class="panel sign-in"><form class="body" @submit=${submit}>
    <h1>${operator ? 'Operator’s console' : 'Your credits'}</h1>
    <p class="soft">This server is your own: a name is enough, no password.</p>
    <label class="field">Name
      <input name="clientId" required pattern="[A-Za-z0-9_-]{1,128}" autocomplete="username"
        value=${operator ? 'dev_admin' : 'ada'} title="1 to 128 letters, digits, _ or -">
    </label>
    <button class="button primary">Sign in${operator ? ' as operator' : ''}</button>
  </form></section>`;
};

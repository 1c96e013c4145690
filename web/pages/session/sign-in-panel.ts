import { html, type TemplateResult } from 'lit-html';
import type { Session } from './session.js';

type Wanted = {
  readonly operator?: boolean;
  /** The name that the form begins with. */
  readonly name?: string;
  /** What stands above. */
  readonly title?: string;
};

/** What a page shows to a stranger: how to sign in here. */
export const signInPanel = (session: Session, wanted: Wanted = {}): TemplateResult => {
  const title = wanted.title ?? (wanted.operator ? 'Operator’s console' : 'Your credits');
  switch (session.ways) {
    case 'by name':
      return byName(session, title, wanted);
    case 'elsewhere':
      return html`<section class="panel sign-in"><div class="body">
        <h1>${title}</h1>
        <p class="soft">Sign in, and you come back to this page.</p>
        <button class="button primary" @click=${(event: Event) => attempt(event, session.signIn())}>Sign in</button>
        ${failure}
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

const byName = (
  session: Session,
  title: string,
  { name, operator = false }: Wanted,
): TemplateResult => {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const clientId = String(new FormData(event.target).get('clientId'));
    attempt(event, session.signIn({ clientId, operator }));
  };
  return html`<section class="panel sign-in"><form class="body" @submit=${submit}>
    <h1>${title}</h1>
    <p class="soft">This server is your own: a name is enough, no password.</p>
    <label class="field">Name
      <input name="clientId" required pattern="[A-Za-z0-9_\\-]{1,128}" autocomplete="username"
        value=${name ?? (operator ? 'grace' : 'ada')} title="1 to 128 letters, digits, _ or -">
    </label>
    <button class="button primary">Sign in${operator ? ' as operator' : ''}</button>
    ${failure}
  </form></section>`;
};

/** Filled by `attempt`; it is there from the start, since only then screen readers notice what comes into it. */
const failure = html`<p class="failure" role="alert"></p>`;

/** Says below the button why somebody could not sign in. */
const attempt = (event: Event, signingIn: Promise<void>): void => {
  const { currentTarget } = event;
  const within = currentTarget instanceof Element ? currentTarget.closest('.body') : null;
  const say = (text: string) => within?.querySelector('.failure')?.replaceChildren(text);
  say('');
  signingIn.catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
};

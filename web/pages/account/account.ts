import { html, nothing, render } from 'lit-html';
import type { Snapshot } from '/cz-credits.js';
import { unreachable } from '../../api/api.js';
import { problemNotice } from '../parts/problem-notice.js';
import { giveCredits } from '../session/credits.js';
import { openSession, type Session } from '../session/session.js';
import { signInPanel } from '../session/sign-in-panel.js';
import { who } from '../session/who.js';
import { onward } from './onward.js';

/** `?product=` bounds the matrix to one product's tools. */
const PRODUCT = new URLSearchParams(location.search).get('product');

const account = () =>
  html`<cz-credits-account id="credits" product=${PRODUCT ?? nothing}></cz-credits-account>`;

const page = (session: Session, snapshot: Snapshot) => html`
  ${session.clientId === undefined ? signInPanel(session) : html`<h1 class="visually-hidden">Your credits</h1>`}
  ${account()}
  ${session.clientId === undefined ? nothing : onward(session, snapshot)}`;

const start = async (): Promise<void> => {
  const [bar, place] = ['who', 'main'].map((id) => document.getElementById(id));
  if (!bar || !place) return;
  const opening = openSession();
  const store = await giveCredits(opening);
  try {
    const session = await opening;
    render(who(session), bar);
    const show = () => render(page(session, store.snapshot), place);
    store.subscribe(show);
    show();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    render(
      problemNotice(unreachable(0, 'Sign-in can’t be reached', detail), () => location.reload()),
      place,
    );
  }
};

await start();

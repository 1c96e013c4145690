import { html, render } from 'lit-html';
import { type Api, createApi } from '../../api/api.js';
import { problemNotice } from '../parts/problem-notice.js';
import { fetchAs } from '../session/again.js';
import { openSession, type Session } from '../session/session.js';
import { signInPanel } from '../session/sign-in-panel.js';
import { ledger } from './ledger/ledger.js';
import { overview } from './overview/overview.js';
import { registry } from './registry/registry.js';
import { sessionNotice } from './session-over.js';
import { statement } from './statement/statement.js';
import { status } from './status/status.js';
import type { View } from './view.js';
import { wallets } from './wallets/wallets.js';

/** The operator's console: one page whose views are told by the address behind its `#`. */
const VIEWS: Readonly<Record<string, { readonly title: string; readonly view: View }>> = {
  overview: { title: 'Overview', view: overview },
  ledger: { title: 'Ledger', view: ledger },
  wallets: { title: 'Wallets', view: wallets },
  registry: { title: 'Registry', view: registry },
  statement: { title: 'Statement', view: statement },
  status: { title: 'Status', view: status },
};

const FIRST = 'overview';

/** `#/wallets/ada?tail=50` → `wallets`, `ada`, `tail=50`. */
const addressed = () => {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/');
  const known = Object.hasOwn(VIEWS, name) ? name : FIRST;
  return { name: known, rest: rest.map(decoded).join('/'), query: new URLSearchParams(query) };
};

/** An address that somebody cut off in the middle of a letter stands for itself. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const navigation = (current: string) =>
  Object.entries(VIEWS).map(
    ([name, { title }]) =>
      html`<a href="#/${name}" aria-current=${name === current ? 'page' : 'false'}>${title}</a>`,
  );

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
};

const [bar, account, notice, place] = [
  element('views'),
  element('account'),
  element('session'),
  element('view'),
];

/** Whoever listens to a page, or has no mouse, begins with the name of what is new. */
const focusHeading = (): void => {
  const heading = place.querySelector('h1');
  if (heading) heading.tabIndex = -1;
  (heading ?? place).focus();
};

/** An API that says when the session is over. */
const apiOf = (session: Session): Api => {
  const api = createApi({
    baseUrl: '',
    getToken: session.getToken,
    fetch: fetchAs(session, true),
  });
  const tell = sessionNotice(session, notice);
  api.use({ onResponse: ({ response }) => tell(response) });
  return api;
};

const showViews = (api: Api, clientId: string): void => {
  let over = new AbortController();
  const show = () => {
    over.abort();
    over = new AbortController();
    const { name, query, rest } = addressed();
    const { title = '', view } = VIEWS[name] ?? {};
    document.title = `${title} · Credits console`;
    render(navigation(name), bar);
    const current = bar.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
    const fresh = document.createElement('div');
    place.replaceChildren(fresh);
    view?.(fresh, { api, rest, query, signal: over.signal, clientId });
  };
  addEventListener('hashchange', () => {
    show();
    scrollTo(0, 0);
    focusHeading();
  });
  show();
};

const start = (session: Session): void => {
  const { clientId } = session;
  if (!clientId) {
    document.title = 'Sign in · Credits console';
    render(signInPanel(session, { operator: true }), place);
    return;
  }
  const leave = () => void session.signOut();
  render(
    html`<span class="soft who" title="Signed in as ${clientId}">${clientId}</span>
      <button class="button quiet" @click=${leave}>Sign out</button>`,
    account,
  );
  showViews(apiOf(session), clientId);
};

// The address behind `#` names the view, so the link can't be left to the browser.
element('skip').addEventListener('click', (event) => {
  event.preventDefault();
  focusHeading();
});

const unreachable = (error: unknown) =>
  problemNotice(
    {
      type: 'about:blank',
      title: 'Signing in is not possible now',
      status: 0,
      detail: error instanceof Error ? `${error.message}.` : String(error),
      code: 'unreachable',
      traceId: '',
    },
    () => location.reload(),
  );

await openSession({ operator: true }).then(start, (error) => render(unreachable(error), place));

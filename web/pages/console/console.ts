import { html, render } from 'lit-html';
import { createApi } from '../../api/api.js';
import { fetchAs } from '../session/again.js';
import { openSession, type Session } from '../session/session.js';
import { signInPanel } from '../session/sign-in-panel.js';
import { ledger } from './ledger/ledger.js';
import { overview } from './overview/overview.js';
import { registry } from './registry/registry.js';
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
  const known = name in VIEWS ? name : FIRST;
  return {
    name: known,
    rest: rest.map(decodeURIComponent).join('/'),
    query: new URLSearchParams(query),
  };
};

const navigation = (current: string) =>
  Object.entries(VIEWS).map(
    ([name, { title }]) =>
      html`<a href="#/${name}" aria-current=${name === current ? 'page' : 'false'}>${title}</a>`,
  );

const start = (session: Session): void => {
  const [bar, account, place] = ['views', 'account', 'view'].map(element);
  if (!bar || !account || !place) return;
  const { clientId } = session;
  if (!clientId) {
    render(signInPanel(session, { operator: true }), place);
    return;
  }
  const api = createApi({
    baseUrl: '',
    getToken: session.getToken,
    fetch: fetchAs(session, true),
  });
  const leave = () => void session.signOut();
  render(
    html`<span class="soft who">${clientId}</span><button class="button quiet" @click=${leave}>Sign out</button>`,
    account,
  );
  let over = new AbortController();
  const show = () => {
    over.abort();
    over = new AbortController();
    const { name, query, rest } = addressed();
    const { title = '', view } = VIEWS[name] ?? {};
    document.title = `${title} · Credits console`;
    render(navigation(name), bar);
    const fresh = document.createElement('div');
    place.replaceChildren(fresh);
    view?.(fresh, { api, rest, query, signal: over.signal, clientId });
  };
  addEventListener('hashchange', show);
  show();
};

const element = (id: string): HTMLElement | null => document.getElementById(id);

start(await openSession({ operator: true }));

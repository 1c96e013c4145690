import { html, render } from 'lit-html';
import SwaggerUI, { type Request } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { openSession, type Session } from '../session/session.js';
import { contentsOf, type Described, type Listed } from './described.js';
import { layout } from './layout.js';
import { repairing } from './repair.js';

/** The API's description, fetched once: the renderer and the contents beside it are made of the same. */
const described = async (): Promise<Described> => {
  const answer = await fetch('/openapi.json');
  if (!answer.ok) throw new Error(`/openapi.json was answered with ${answer.status}`);
  return answer.json();
};

const SAYS_WHO = ['authorization', 'x-service-secret', 'x-cz-registry-admin'];

/** What is tried out goes as whoever is signed in on these pages, unless "Authorize" says otherwise. */
const asWhoIsSignedIn =
  (session: Promise<Session>) =>
  async (request: Request): Promise<Request> => {
    const names = Object.keys(request.headers).map((name) => name.toLowerCase());
    const { origin } = new URL(request.url, location.href);
    if (origin !== location.origin || names.some((name) => SAYS_WHO.includes(name))) return request;
    const token = await (await session).getToken();
    if (token) request.headers['authorization'] = `Bearer ${token}`;
    return request;
  };

const start = async (contents: HTMLElement, main: HTMLElement): Promise<void> => {
  const session = openSession();
  const spec = await described();
  const groups = contentsOf(spec);
  const place = document.createElement('div');
  const ui = SwaggerUI({
    domNode: place,
    spec,
    plugins: [layout],
    layout: 'Reference',
    validatorUrl: null,
    deepLinking: false,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    docExpansion: 'list',
    syntaxHighlight: false,
    requestInterceptor: asWhoIsSignedIn(session),
    onComplete: () => {
      main.replaceChildren(place);
      repairing(place);
      follow();
    },
  });
  /** `#/Credits/debit` opens that operation. */
  const follow = () => {
    render(groups.map(listed), contents);
    const [tag = '', operationId = ''] = location.hash.slice(2).split('/');
    if (!operationId) return;
    ui.layoutActions.show(['operations-tag', tag], true);
    ui.layoutActions.show(['operations', tag, operationId], true);
    document.getElementById(`operations-${tag}-${operationId}`)?.scrollIntoView();
  };
  addEventListener('hashchange', follow);
};

const listed = ({ name, operations }: ReturnType<typeof contentsOf>[number]) =>
  html`<h2>${name}</h2><ul>${operations.map(linked)}</ul>`;

const linked = ({ method, operationId, summary, tags }: Listed) => {
  const address = `#/${tags[0]}/${operationId}`;
  return html`<li><a href=${address} aria-current=${location.hash === address}>
    <span class="method ${method}">${method}</span><span>${summary}</span></a></li>`;
};

/** Beside the text the contents are always open; above it, when somebody opens them. */
const WIDE = matchMedia('(width > 960px)');
const unfolded = () => document.querySelector('details')?.toggleAttribute('open', WIDE.matches);

const contents = document.getElementById('contents');
const main = document.getElementById('reference');
if (contents && main) {
  unfolded();
  WIDE.addEventListener('change', unfolded);
  start(contents, main).catch((error: Error) =>
    render(
      html`<div class="notice bad" role="alert"><h1>The reference could not be loaded</h1>
        <p>${error.message}. Reload the page; the document itself is at <a href="/openapi.json">/openapi.json</a>.</p></div>`,
      main,
    ),
  );
}

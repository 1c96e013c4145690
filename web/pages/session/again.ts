import { html, render } from 'lit-html';
import type { Session } from './session.js';
import { signInPanel } from './sign-in-panel.js';

type Fetch = (request: Request) => Promise<Response>;

/**
 * The platform's fetch for somebody who is signed in. A 401 in the middle of use asks them to sign in again, over the page:
 * nothing that they have typed is lost. The request then goes once more; the API did nothing when it refused it.
 */
export const fetchAs =
  (session: Session, operator = false): Fetch =>
  async (request) => {
    const second = request.clone();
    const response = await firstAnswer(request);
    if (response.status !== 401 || session.ways === 'nothing') return response;
    // Read now: a time limit that runs out while somebody signs in would cut it off.
    const refusal = new Response(await response.arrayBuffer(), response);
    await signInAgain(session, operator);
    const token = await session.getToken();
    if (!token || request.headers.get('authorization') === `Bearer ${token}`) return refusal;
    const again = new Request(second, { signal: withoutTimeLimit(request.signal) });
    again.headers.set('authorization', `Bearer ${token}`);
    return fetch(again);
  };

/** Without a token the API would take somebody for a stranger, and play its demo with them: it is not asked. */
const firstAnswer = async (request: Request): Promise<Response> =>
  request.headers.has('authorization')
    ? fetch(request)
    : Response.json(SESSION_OVER, {
        status: 401,
        headers: { 'content-type': 'application/problem+json' },
      });

const SESSION_OVER = {
  type: 'urn:cz-credits:problem:unauthenticated',
  title: 'Sign in first',
  status: 401,
  detail: 'the session is over, so nothing was sent',
  code: 'unauthenticated',
  traceId: '',
};

/** Still aborted by whoever does not want the answer any more; the time that signing in took does not count. */
const withoutTimeLimit = (signal: AbortSignal): AbortSignal => {
  const unwanted = new AbortController();
  const follow = () => {
    if (signal.reason?.name !== 'TimeoutError') unwanted.abort(signal.reason);
  };
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  return unwanted.signal;
};

let asking: Promise<void> | undefined;

/** Asks for it over the page, once for all who want to know. Resolves when somebody did, or did not want to. */
export const signInAgain = (session: Session, operator = false): Promise<void> => {
  asking ??= asked(session, operator).finally(() => {
    asking = undefined;
  });
  return asking;
};

const asked = (session: Session, operator: boolean): Promise<void> => {
  const dialog = document.createElement('dialog');
  dialog.className = 'sign-in-again';
  dialog.setAttribute('aria-label', 'Sign in again');
  const signIn: Session['signIn'] = async (as) => {
    await session.signIn(as && { ...as, goOn: true });
    dialog.close();
  };
  const wanted = {
    operator,
    title: 'Your session is over',
    ...(session.clientId && { name: session.clientId }),
  };
  const later = () => dialog.close();
  render(
    html`${signInPanel({ ...session, signIn }, wanted)}
      <button class="button quiet later" @click=${later}>Not now</button>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
  });
};

import { html, nothing } from 'lit-html';
import type { Snapshot } from '/cz-credits.js';
import { foundBy, inConsole, operatorHere } from '../landing/in-console.js';
import type { Session } from '../session/session.js';

/**
 * Whoever comes back from paying, at a server of their own: the story goes on where the entry can be traced. A top-up has its checkout's id as its key: whoever cancelled, or whose payment is on its way, is told of no other.
 */
const PAYMENT = new URLSearchParams(location.search).get('payment');

export const onward = (session: Session, { state }: Snapshot) => {
  const paid = state?.ledgerTail.find(
    ({ idempotencyKey, kind }) => kind === 'topup' && idempotencyKey === PAYMENT,
  );
  if (session.ways !== 'by name' || !paid) return nothing;
  return html`<div class="notice onward">
    <span>Your payment is entry ${paid.seq} of your ledger. An operator finds it by its trace, <code>${paid.traceId.slice(0, 8)}</code>.</span>
    <div>
      <a class="button" href="/">Back to the sample product</a>
      <a class="button primary" href=${foundBy(paid.traceId)} @click=${inConsole(session)}>Open the console as ${operatorHere()}</a>
    </div>
  </div>`;
};

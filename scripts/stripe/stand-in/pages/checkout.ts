import { html } from 'hono/html';
import { z } from 'zod';
import type { Outcome } from '../checkout-completion.js';
import { payInSession } from '../checkout-payment.js';
import { money } from '../money.js';
import type { LineItem, Session } from '../objects/objects.js';
import { jsonReply, type Reply, seeOther } from '../reply.js';
import { transact, type Works } from '../works.js';
import { button, type Html, page } from './page.js';

/** What somebody's browser, or a test in its place, asked for. */
export type Visit = {
  readonly id: string;
  /** What was posted: JSON, or a form. */
  readonly data: unknown;
  readonly wantsJson: boolean;
};

/** Somebody looks at what there is to pay. */
export const showCheckout = async (works: Works, { id }: Visit): Promise<Reply> => {
  const session = works.store.get('checkout.session', id);
  if (!session) return page(404, 'Nothing to pay', html`<p>There is no such session.</p>`);
  if (session.status === 'expired') return expired(session);
  const lines = works.store.get('order', id)?.lineItems ?? [];
  if (session.status === 'complete') {
    return page(
      200,
      'Done',
      html`${summary(session, lines)}<p>This is done: nothing is left to pay.</p>`,
    );
  }
  const buttons = html`${button(`/pay/${id}/pay`, 'Pay', true)}${session.cancel_url === null ? '' : button(`/pay/${id}/cancel`, 'Cancel')}`;
  return page(200, 'Pay', html`${summary(session, lines)}${buttons}`);
};

const summary = (session: Session, lines: readonly LineItem[]): Html => {
  const { amount_total: total, currency, total_details: details } = session;
  const cells = (label: string, amount: number) =>
    html`<tr><th scope="row">${label}</th><td>${money(amount, currency ?? 'eur')}</td></tr>`;
  return html`<table>
${lines.map((line) => cells(`${line.quantity} × ${line.description}`, line.amount_subtotal))}
${details?.amount_discount ? cells('Discount', -details.amount_discount) : ''}
${details?.amount_tax ? cells('Tax', details.amount_tax) : ''}
${cells('Total', total ?? 0)}
</table>`;
};

const expired = (session: Session): Promise<Reply> =>
  page(410, 'Too late', html`<p>This session has expired: open a new one.</p>${back(session)}`);

const back = ({ cancel_url: url }: Session): Html =>
  url === null ? html`` : html`<p><a href="${url}">Back</a></p>`;

const choice = z.object({ async: z.union([z.boolean(), z.stringbool()]).default(false) });

/** Somebody presses Pay, once or again. */
export const payCheckout = async (works: Works, visit: Visit): Promise<Reply> => {
  const session = works.store.get('checkout.session', visit.id);
  if (!session) return unknown(visit);
  const chosen = choice.safeParse(visit.data);
  if (!chosen.success) return jsonReply(400, { error: 'async should be true or false.' });
  const outcome = transact(works, (env) => payInSession(env, session, chosen.data.async));
  return visit.wantsJson ? jsonReply(...told(outcome)) : shown(outcome);
};

const told = ({ kind, session }: Outcome): [status: number, body: object] => {
  const body = {
    status: session.status,
    sessionId: session.id,
    ...(session.payment_intent !== null && { paymentIntent: session.payment_intent }),
    ...(session.subscription !== null && { subscription: session.subscription }),
  };
  switch (kind) {
    case 'complete':
      return [200, body];
    case 'declined':
      return [
        402,
        { ...body, error: 'The payment method was declined; the session is still open.' },
      ];
    case 'expired':
      return [410, { ...body, error: 'The session has expired: nobody can pay in it any more.' }];
  }
};

const shown = ({ kind, session }: Outcome): Reply | Promise<Reply> => {
  switch (kind) {
    case 'complete':
      return seeOther(returnAddress(session.success_url, session));
    case 'declined':
      return page(
        402,
        'Declined',
        html`<p>The payment method was declined.</p>${button(`/pay/${session.id}/pay`, 'Try again', true)}`,
      );
    case 'expired':
      return expired(session);
  }
};

/** Somebody goes back without having paid; they may come again until the session expires. */
export const cancelCheckout = async (works: Works, visit: Visit): Promise<Reply> => {
  const session = works.store.get('checkout.session', visit.id);
  if (!session) return unknown(visit);
  if (visit.wantsJson) return jsonReply(200, { status: session.status, sessionId: session.id });
  return seeOther(returnAddress(session.cancel_url, session));
};

const unknown = ({ wantsJson }: Visit): Reply | Promise<Reply> =>
  wantsJson
    ? jsonReply(404, { error: 'There is no such session.' })
    : page(404, 'Nothing to pay', html`<p>There is no such session.</p>`);

const returnAddress = (url: string | null, { id }: Session): string =>
  (url ?? `/pay/${id}`).replaceAll('{CHECKOUT_SESSION_ID}', id);

import { html } from 'hono/html';
import { collect } from '../billing/collection.js';
import { money } from '../money.js';
import type { Invoice } from '../objects/objects.js';
import { jsonReply, type Reply, seeOther } from '../reply.js';
import { transact, type Works } from '../works.js';
import type { Visit } from './checkout.js';
import { button, page } from './page.js';

/** Somebody looks at an invoice. */
export const showInvoice = async (works: Works, { id }: Visit): Promise<Reply> => {
  const invoice = works.store.get('invoice', id);
  if (!invoice) return page(404, 'No invoice', html`<p>There is no such invoice.</p>`);
  const { amount_due: due, currency, lines, number, status } = invoice;
  const rows = lines.data.map(
    ({ amount, description }) =>
      html`<tr><th scope="row">${description}</th><td>${money(amount, currency)}</td></tr>`,
  );
  return page(
    200,
    `Invoice ${number}`,
    html`<table>${rows}<tr><th scope="row">Due</th><td>${money(due, currency)}</td></tr></table>
<p>It is ${status}.</p>${status === 'open' ? button(`/invoice/${id}/pay`, 'Pay', true) : ''}`,
  );
};

/** Somebody pays it by a card that works. */
export const payInvoice = async (works: Works, { id, wantsJson }: Visit): Promise<Reply> => {
  const invoice = works.store.get('invoice', id);
  if (!invoice) return jsonReply(404, { error: 'There is no such invoice.' });
  const paid: Invoice =
    invoice.status === 'open' ? transact(works, (env) => collect(env, invoice, true)) : invoice;
  return wantsJson
    ? jsonReply(200, { status: paid.status, invoice: id })
    : seeOther(`/invoice/${id}`);
};

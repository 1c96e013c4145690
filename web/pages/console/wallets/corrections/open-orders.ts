import { html, type TemplateResult } from 'lit-html';
import { format } from '../../../parts/format.js';
import { addressOf } from '../../ledger/search-address.js';
import { nameOf, type Order } from './order.js';
import { type Sender, sendOrder } from './send-order.js';
import { type SentOrder, sentOrders } from './sent-orders.js';

type Given = Sender & {
  readonly clientId: string;
  readonly redraw: () => void;
  /** What is shown of the wallet is old now. */
  readonly onSent: () => void;
};

/** Orders of before whose answer never came: they are brought to an end before anything is ordered twice. */
export const openOrders = ({
  clientId,
  onSent,
  redraw,
  ...sender
}: Given): (() => TemplateResult) => {
  const sent = sentOrders(sender.operator);
  const said = new Map<string, string>();
  const sending = new Set<string>();
  const again = async (order: SentOrder) => {
    if (sending.has(order.key)) return;
    sending.add(order.key);
    redraw();
    const outcome = await sendOrder(sender, order, true);
    sending.delete(order.key);
    said.set(order.key, outcome.came === 'booked' ? '' : outcome.problem.detail);
    redraw();
    onSent();
  };
  const forget = ({ key }: SentOrder) => {
    sent.settle(key);
    redraw();
  };
  return () =>
    html`${sent.of(clientId).map(
      (each) => html`<div class="notice warn open-order" role="status">
      <strong>Not known to be booked: ${wordsOf(each.order)}</strong>
      <span>It was sent, and no answer came. Sent again it is booked once. <a href=${addressOf({ text: nameOf(each.order, each.key), client: clientId })}>Look for its entry</a></span>
      ${said.get(each.key) ? html`<small>${said.get(each.key)}</small>` : ''}
      <div class="ways">
        <button class="button" type="button" ?disabled=${sending.has(each.key)} @click=${() => void again(each)}>Send again</button>
        <button class="button quiet" type="button" @click=${() => forget(each)}>Forget it</button>
      </div>
    </div>`,
    )}`;
};

const wordsOf = (order: Order): string => {
  switch (order.kind) {
    case 'adjustment':
      return `adjustment of ${format.delta(order.credits)} credits, “${order.reason}”`;
    case 'reversal':
      return `reversal of ${order.debitKey}, “${order.reason}”`;
    case 'plan':
      return `plan ${order.planId}`;
  }
};

import { html, nothing, render } from 'lit-html';
import { openOrders } from './open-orders.js';
import type { Sender } from './send-order.js';
import { sentOrders } from './sent-orders.js';

type Given = Sender & { readonly clientId: string; readonly onSent: () => void };

/** Has what was sent to a wallet before brought to an end, each under its own key; only then the way to a new order is free. */
export const openUnsettled = (place: HTMLElement, given: Given, goOn: () => void): void => {
  const { clientId, operator } = given;
  const dialog = document.createElement('dialog');
  dialog.className = 'correction';
  dialog.setAttribute('aria-labelledby', 'unsettled-title');
  const orders = openOrders({ ...given, redraw: () => show() });
  const close = () => dialog.close();
  const onward = () => {
    close();
    goOn();
  };
  const show = (): void => {
    const isOpen = sentOrders(operator).of(clientId).length > 0;
    render(
      html`<form method="dialog">
        <header><h2 id="unsettled-title">An earlier order first</h2>
          <p class="soft">It may be booked in the wallet of <code>${clientId}</code> already. A new one beside it could be the same once more.</p></header>
        <div class="outcome" aria-live="polite">${
          isOpen ? orders() : html`<p>Nothing is open any more.</p>`
        }</div>
        <footer>
          <button class="button quiet" type="button" @click=${close}>Close</button>
          ${isOpen ? nothing : html`<button class="button primary" type="button" @click=${onward}>Go on</button>`}
        </footer>
      </form>`,
      dialog,
    );
  };
  dialog.addEventListener('close', () => {
    dialog.remove();
    given.onSent(); // an order that was forgotten is not to be shown any more either
  });
  place.append(dialog);
  show();
  dialog.showModal();
};

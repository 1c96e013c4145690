import { html, render } from 'lit-html';
import { type Clients, clientsOfMonth, startingPoints } from '../entry/starting-points.js';
import { visitsOf } from '../entry/visited.js';
import type { View } from '../view.js';
import { lookUp } from './look-up.js';

/** Before a client was named: the field for it, and where one may go on from. */
export const walletsStart: View = (place, { api, signal }) => {
  let clients: Clients = { at: 'waiting' };
  const show = () =>
    render(
      html`<div class="view wallets">
        <div class="head">
          <div><h1>Wallets</h1><p>What one client has, what became of it, and how to put it right.</p></div>
          <div class="controls">${lookUp()}</div>
        </div>
        ${startingPoints('Wallets that you were at', visitsOf('wallets').all(), clients)}
      </div>`,
      place,
    );
  show();
  place.querySelector<HTMLInputElement>('#look-up-client')?.focus();
  void clientsOfMonth(api, signal).then((come) => {
    clients = come;
    if (!signal.aborted) show();
  });
};

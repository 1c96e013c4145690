import { html, render } from 'lit-html';
import type { View } from '../view.js';

export const wallets: View = (place) => render(html`<h1>wallets</h1>`, place);

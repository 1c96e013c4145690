import { html, render } from 'lit-html';
import type { View } from '../view.js';

export const ledger: View = (place) => render(html`<h1>ledger</h1>`, place);

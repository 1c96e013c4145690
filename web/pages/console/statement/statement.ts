import { html, render } from 'lit-html';
import type { View } from '../view.js';

export const statement: View = (place) => render(html`<h1>statement</h1>`, place);

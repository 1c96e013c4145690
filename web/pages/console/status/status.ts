import { html, render } from 'lit-html';
import type { View } from '../view.js';

export const status: View = (place) => render(html`<h1>status</h1>`, place);

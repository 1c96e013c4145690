import { html, render } from 'lit-html';
import type { View } from '../view.js';

export const overview: View = (place) => render(html`<h1>overview</h1>`, place);

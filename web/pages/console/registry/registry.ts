import { html, render } from 'lit-html';
import type { View } from '../view.js';

export const registry: View = (place) => render(html`<h1>registry</h1>`, place);

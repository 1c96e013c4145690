import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import { readable, type Scene } from './scene.js';

type Action = Scene['matrix']['actions'][number];

/** What each tool costs, by product. */
export const costs = (scene: Scene, product: string | null): TemplateResult => {
  const { format, matrix, words } = scene;
  const products = new Map<string, Action[]>();
  for (const action of matrix.actions) {
    if (product && action.product !== product) continue;
    products.set(action.product, [...(products.get(action.product) ?? []), action]);
  }
  if (products.size === 0) return html`<p class="panel empty">${words.noTools}</p>`;
  return html`<div class="products">${[...products].map(
    ([id, actions]) =>
      html`<div class="panel"><h3>${readable(id)}</h3><ul class="rows">${actions.map(
        ({ creditsPerUnit, description, name, unit }) => html`<li>
        <span>${name}${description ? html`<small>${description}</small>` : nothing}</span>
        <span class="number"><b>${format.number(creditsPerUnit)}</b><small>${fill(words.per, { unit })}</small></span>
      </li>`,
      )}</ul></div>`,
  )}</div>`;
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import { readable, type Scene } from './scene.js';

/** What each tool costs, by product: of the one that is asked for, else of all. */
export const costs = ({ format, matrix, words }: Scene, only: string | null): TemplateResult => {
  const products = new Set(matrix.actions.map(({ product }) => product));
  const shown = only && products.has(only) ? [only] : [...products];
  return html`<div class="products">${shown.map(
    (id) =>
      html`<div class="panel"><h3>${readable(id)}</h3><ul class="rows">${matrix.actions
        .filter(({ product }) => product === id)
        .map(
          ({ creditsPerUnit, description, name, unit }) =>
            html`<li><span>${name}</span><small>${fill(words.per, { unit })}</small><b class="number cost">${format.number(creditsPerUnit)}</b>${
              description ? html`<small class="about">${description}</small>` : nothing
            }</li>`,
        )}</ul></div>`,
  )}</div>`;
};

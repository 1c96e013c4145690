import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { fill } from '../language.js';
import type { Pages } from './pages.js';
import { actionName, type Scene } from './scene.js';

type Given = { readonly pages: Pages; readonly now: number };

/** What is set aside, and until when. */
export const holds = (scene: Scene, { now, pages }: Given): TemplateResult => {
  const { format, state, words } = scene;
  if (state.holds.length === 0) return html`<p class="panel empty">${words.noHolds}</p>`;
  return html`<ul class="panel rows">${repeat(
    state.holds,
    ({ key }) => key,
    ({ credits, expiresAt, key }) => {
      const action = pages.entries.find(
        (each) => each.kind === 'hold' && each.idempotencyKey === key,
      )?.actionId;
      const minutes = Math.ceil((Date.parse(expiresAt) - now) / 60_000);
      return html`<li>
        <span>${action ? actionName(scene, action) : key}${action ? html`<small class="key">${key}</small>` : nothing}</span>
        <span class="number"><b>${format.number(credits)}</b><small>${
          minutes > 0 ? `${format.inMinutes(minutes)}, ` : nothing
        }${fill(words.until, { time: format.hour(expiresAt) })}</small></span>
      </li>`;
    },
  )}</ul>`;
};

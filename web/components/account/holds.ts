import { html, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import type { Pages } from './pages.js';
import { actionName, type Scene } from './scene.js';

type Given = { readonly pages: Pages; readonly now: number };

/** What is set aside, and until when. */
export const holds = (scene: Scene, { now, pages }: Given): TemplateResult => {
  const { format, state, words } = scene;
  if (state.holds.length === 0) return html`<p class="panel empty">${words.noHolds}</p>`;
  const row = ({ credits, expiresAt, key }: (typeof state.holds)[number]) => {
    const placed = pages.entries.find(
      ({ idempotencyKey, kind }) => kind === 'hold' && idempotencyKey === key,
    );
    const minutes = Math.ceil((Date.parse(expiresAt) - now) / 60_000);
    const left = minutes > 0 ? `${format.inMinutes(minutes)}, ` : '';
    return html`<li><span>${placed ? actionName(scene, placed.actionId) : key}</span><b class="number">${format.number(credits)}</b>
      <small class="about"><code>${key}</code> · ${left}${fill(words.until, { time: format.hour(expiresAt) })}</small></li>`;
  };
  return html`<ul class="panel rows">${state.holds.map(row)}</ul>`;
};

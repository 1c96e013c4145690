import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { failure } from './failure.js';
import type { Pages } from './pages.js';
import type { Scene } from './scene.js';
import { notesOf, sentenceOf } from './sentence.js';

type Entry = Scene['state']['ledgerTail'][number];

/** Every movement, newest first; what support asks for is a click away. */
export const history = (scene: Scene, pages: Pages): TemplateResult => {
  const { words } = scene;
  const { entries, isBusy, older, problem } = pages;
  if (entries.length === 0) return html`<p class="panel empty">${words.noHistory}</p>`;
  return html`<ol class="panel rows">${repeat(
    entries,
    ({ seq }) => seq,
    (entry) => row(scene, entry),
  )}</ol>${problem ? failure(scene, problem) : nothing}${
    (entries.at(-1)?.seq ?? 1) > 1
      ? html`<button class="button more" aria-disabled=${isBusy} @click=${older}>${words.older}</button>`
      : nothing
  }`;
};

const row = (scene: Scene, entry: Entry): TemplateResult => {
  const { format, words } = scene;
  const { balanceAfter, createdAt, creditsDelta, idempotencyKey, traceId } = entry;
  return html`<li class="entry"><details>
    <summary>
      <time datetime=${createdAt}>${format.moment(createdAt)}</time>
      <span class="what">${sentenceOf(scene, entry)}<small>${notesOf(scene, entry)}</small></span>
      <b class="number ${creditsDelta > 0 ? 'plus' : ''}">${format.delta(creditsDelta)}</b>
      <span class="number after"><span class="word">${words.balance} </span>${format.number(balanceAfter)}</span>
    </summary>
    <p>${words.key} <code>${idempotencyKey}</code></p>
    <p>${words.trace} <code>${traceId}</code></p>
  </details></li>`;
};

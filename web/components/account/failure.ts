import { html, nothing, type TemplateResult } from 'lit-html';
import { whatToDo } from '../problem.js';
import type { Problem } from '../store.js';
import type { Scene } from './scene.js';

/** Something went wrong: what to do, and what support will ask for. */
export const failure = (
  { texts, words }: Pick<Scene, 'texts' | 'words'>,
  problem: Problem,
  again?: () => void,
): TemplateResult =>
  html`<div class="notice bad" role="alert"><p>${whatToDo(texts, problem)}${
    problem.traceId ? html`<small>${words.trace} <code>${problem.traceId}</code></small>` : nothing
  }</p>${again ? html`<button class="button" @click=${again}>${texts.again}</button>` : nothing}</div>`;

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem } from '../store.js';
import type { Scene } from './scene.js';

/** Something went wrong: what to do, and what support will ask for. */
export const failure = (
  { texts }: Pick<Scene, 'texts'>,
  { code, detail, status, traceId }: Problem,
  again?: () => void,
): TemplateResult => {
  // Of a refusal the API says what to do; of a failure it tells nothing that would help.
  const other = status >= 400 && status < 500 ? detail : texts.problems['other'];
  return html`<div class="notice bad" role="alert"><p>${texts.problems[code] ?? other}${
    traceId ? html`<small>${texts.account.trace} <code>${traceId}</code></small>` : nothing
  }</p>${again ? html`<button class="button" @click=${again}>${texts.again}</button>` : nothing}</div>`;
};

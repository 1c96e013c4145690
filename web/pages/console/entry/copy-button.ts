import { html, svg, type TemplateResult } from 'lit-html';

const SHOWN_MS = 1_600;

/** Copies a text that is shown shortened, or is long to select. `what` completes "Copy …". */
export const copyButton = (text: string, what: string): TemplateResult => html`<button
  class="copy" type="button" title="Copy ${what}" aria-label="Copy ${what}"
  @click=${(event: Event) => void copy(event, text)}>${sheets}<span class="said" role="status"></span></button>`;

const copy = async (event: Event, text: string): Promise<void> => {
  const button = event.currentTarget;
  if (!(button instanceof HTMLElement)) return;
  const said = button.querySelector('.said');
  const tell = (words: string) => {
    if (said) said.textContent = words;
  };
  try {
    await navigator.clipboard.writeText(text);
    tell('Copied');
  } catch {
    tell('Not allowed');
  }
  setTimeout(() => tell(''), SHOWN_MS);
};

const sheets = svg`<svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor"
  stroke-width="1.4" aria-hidden="true"><rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path
  d="M10.5 5.5v-1.5a1.5 1.5 0 0 0-1.5-1.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5"/></svg>`;

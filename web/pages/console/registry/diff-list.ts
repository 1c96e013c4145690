import { html, nothing, type TemplateResult } from 'lit-html';
import { decimal } from './amounts.js';
import { type Change, changeIn } from './diff-line.js';
import { memberLabel } from './members.js';

const WORDS: Readonly<Record<Change['how'], string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Reordered',
};

const SIGNS: Readonly<Record<Change['how'], string>> = {
  added: '+',
  removed: '−',
  changed: '→',
  moved: '↕',
};

/** What is different, a line each: the sign and its colour for the eye, a word for everybody. */
export const diffList = (lines: readonly string[]): TemplateResult =>
  lines.length === 0
    ? html`<p class="soft">Nothing is different.</p>`
    : html`<ul class="diff" role="list">${lines.map(changeIn).map(
        (change) => html`<li class=${change.how}>
          <span class="sign" aria-hidden="true">${SIGNS[change.how]}</span>
          <span class="how">${WORDS[change.how]}</span>
          <span class="where">${memberLabel(change.path)}</span>
          <span class="what">${values(change)}</span>
        </li>`,
      )}</ul>`;

const values = ({ after, before, how, path }: Change): TemplateResult => {
  if (how === 'moved') return html`in another order`;
  const shown = (value: string) =>
    path.endsWith('MicroEur') && /^\d+$/.test(value) ? `€${decimal(Number(value), 6, 2)}` : value;
  return html`${before === undefined ? nothing : html`<del>${shown(before)}</del>`}${
    how === 'changed'
      ? html` <span class="visually-hidden">to</span><span aria-hidden="true">→</span> `
      : nothing
  }${after === undefined ? nothing : html`<ins>${shown(after)}</ins>`}`;
};

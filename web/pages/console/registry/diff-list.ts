import { html, nothing, type TemplateResult } from 'lit-html';
import { type Change, changeIn } from './diff-line.js';
import type { Draft } from './draft.js';
import { memberLabel } from './members.js';
import { shownSides } from './shown-value.js';

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

/**
 * What is different, a line each: the sign and its colour for the eye, a word for everybody. `documents`: what tells the
 * currency of a price, of which the lines have only the amount.
 */
export const diffList = (
  lines: readonly string[],
  documents: readonly Draft[] = [],
): TemplateResult =>
  lines.length === 0
    ? html`<p class="soft">Nothing is different.</p>`
    : html`<ul class="diff" role="list">${lines.map(changeIn).map(
        (change) => html`<li class=${change.how}>
          <span class="sign" aria-hidden="true">${SIGNS[change.how]}</span>
          <span class="how">${WORDS[change.how]}</span>
          <span class="where">${memberLabel(change.path)}</span>
          <span class="what">${values({ ...change, ...shownSides(change, lines, documents) })}</span>
        </li>`,
      )}</ul>`;

const values = ({ after, before, how }: Change): TemplateResult => {
  if (how === 'moved') return html`in another order`;
  return html`${before === undefined ? nothing : html`<del>${before}</del>`}${
    how === 'changed'
      ? html` <span class="visually-hidden">to</span><span aria-hidden="true">→</span> `
      : nothing
  }${after === undefined ? nothing : html`<ins>${after}</ins>`}`;
};

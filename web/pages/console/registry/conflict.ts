import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { type Desk, replace, reset } from './desk.js';
import { diffList } from './diff-list.js';
import type { Draft } from './draft.js';
import { memberLabel } from './members.js';
import { type Clash, merge } from './merge.js';
import { startReview } from './review.js';
import { currencyIn, shownValue } from './shown-value.js';
import { type PastVersion, readHistory, readVersion } from './versions.js';

/** Others published since the draft was begun. */
export type Conflict =
  | { readonly name: 'asking' }
  | { readonly name: 'refused'; readonly problem: Problem }
  | {
      readonly name: 'known';
      /** What the draft was made of. */
      readonly base: Draft;
      readonly versions: readonly PastVersion[];
      /** Where theirs is to hold. */
      readonly yielded: Set<string>;
    };

const MOST_SHOWN = 10;

/** Reads what others published, and what the draft was made of. */
export const startConflict = async (desk: Desk): Promise<void> => {
  const asking: Conflict = { name: 'asking' };
  desk.conflict = asking;
  desk.draw();
  const since = desk.current.version - desk.draft.base;
  const [base, history] = await Promise.all([
    readVersion(desk.given, desk.draft.base),
    readHistory(desk.given, { limit: Math.min(MOST_SHOWN, Math.max(1, since)) }),
  ]);
  if (desk.conflict !== asking) return;
  if (!base.ok) desk.conflict = { name: 'refused', problem: base.problem };
  else if (!history.ok) desk.conflict = { name: 'refused', problem: history.problem };
  else {
    const versions = history.value.filter(({ version }) => version > desk.draft.base);
    desk.conflict = { name: 'known', base: base.value.registry, versions, yielded: new Set() };
  }
  desk.draw();
  document.getElementById('conflict-head')?.focus();
};

/** Says what the others did, and takes the draft over onto it. Nothing of either is lost. */
export const conflictPanel = (desk: Desk): TemplateResult => {
  const { conflict } = desk;
  switch (conflict?.name) {
    case undefined:
      return html`${nothing}`;
    case 'asking':
      return html`<div class="waiting conflict-waiting"></div>`;
    case 'refused':
      return problemNotice(conflict.problem, () => void startConflict(desk));
    case 'known':
      return known(desk, conflict);
  }
};

const known = (desk: Desk, conflict: Extract<Conflict, { name: 'known' }>): TemplateResult => {
  const { current, draft } = desk;
  const { base, versions, yielded } = conflict;
  const { clashes } = merge(base, draft.document, current.registry, yielded);
  const takeOver = () => {
    const { document } = merge(base, draft.document, current.registry, yielded);
    desk.conflict = undefined;
    desk.issues = [];
    desk.draft = { ...draft, base: current.version };
    replace(desk, document);
    void startReview(desk);
  };
  const authors = [...new Set(versions.map(({ author }) => author))].join(', ');
  return html`<section class="panel conflict" aria-labelledby="conflict-head">
    <header><h2 id="conflict-head" tabindex="-1">${authors} published version ${current.version} while you were editing version ${draft.base}</h2></header>
    <div class="body">
      ${versions.map(
        ({ author, diff, note, publishedAt, version }) => html`<div class="theirs">
          <p><strong>Version ${version}</strong> <span class="soft">${author}, ${format.moment(publishedAt)} UTC${note ? html` · “${note}”` : nothing}</span></p>
          ${diffList(diff, [base, current.registry])}
        </div>`,
      )}
      ${clashes.length > 0 ? choices(desk, clashes, yielded) : html`<p>Your edits touch other things: both fit together.</p>`}
      <div class="buttons">
        <button class="button primary" @click=${takeOver}>Take my edits over to version ${current.version}</button>
        <button class="button" @click=${() => reset(desk)}>Drop my edits</button>
      </div>
    </div>
  </section>`;
};

const choices = (
  desk: Desk,
  clashes: readonly Clash[],
  yielded: Set<string>,
): TemplateResult => html`
  <p>${clashes.length === 1 ? 'One value was' : `${clashes.length} values were`} changed by both. Which is to hold?</p>
  ${clashes.map(({ mine, path, theirs }) => {
    const choose = (isTheirs: boolean) => () => {
      if (isTheirs) yielded.add(path);
      else yielded.delete(path);
      desk.draw();
    };
    const choice = (whose: string, value: unknown, isTheirs: boolean) => {
      const { registry } = desk.current;
      const currency = currencyIn(isTheirs ? registry : desk.draft.document, path);
      return html`<label>
      <input type="radio" name="clash-${path}" .checked=${yielded.has(path) === isTheirs} @change=${choose(isTheirs)}>
      <span>${whose} <code>${shownValue(path, value, currency)}</code></span></label>`;
    };
    return html`<fieldset class="clash"><legend>${memberLabel(path)}</legend>
      ${choice('Mine', mine, false)} ${choice('Theirs', theirs, true)}</fieldset>`;
  })}
`;

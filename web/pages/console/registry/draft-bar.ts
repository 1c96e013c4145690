import { html, nothing, type TemplateResult } from 'lit-html';
import { type Desk, discard, isDirty } from './desk.js';
import { startReview } from './review.js';
import { changesIn } from './rows.js';

/** Stays in sight while there is work that nobody published. */
export const draftBar = (desk: Desk): TemplateResult => {
  if (desk.section === 'review' || !isDirty(desk)) return html`${nothing}`;
  const count = changesIn(desk);
  const isPublishing = desk.review?.step.name === 'publishing';
  const isStuck = isPublishing || desk.draft.text !== undefined;
  return html`<section class="draft-bar" aria-label="Draft">
    <p><strong>Draft since ${time(desk.draft.since)}</strong>
      <span class="soft">${count === 1 ? '1 change' : `${count} changes`} to version ${desk.draft.base}${
        desk.issues.length > 0
          ? html` · <span class="loss">${desk.issues.length} to put right</span>`
          : nothing
      }</span></p>
    <div class="buttons">
      <button class="button" ?disabled=${isPublishing} @click=${() => discard(desk)}>Discard</button>
      ${
        desk.conflict
          ? nothing
          : html`<button class="button primary" ?disabled=${isStuck} @click=${() => void startReview(desk)}>Review changes</button>`
      }
    </div>
  </section>`;
};

/** By the clock on the wall: it is one's own work. */
const time = (since: string): string => {
  const language = document.documentElement.lang || undefined;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(since || Date.now()),
  );
};

export const saidNotice = ({ said }: Desk): TemplateResult => {
  if (!said) return html`${nothing}`;
  return html`<div class="notice said ${said.tone ?? ''}" id="registry-said" tabindex="-1"><span>${said.text}</span>${
    said.undo
      ? html`<button class="button small" id="registry-undo" @click=${said.undo}>Undo</button>`
      : nothing
  }</div>`;
};

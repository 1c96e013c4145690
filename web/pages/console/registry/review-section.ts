import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem, Schemas } from '../../../api/api.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { consequencesOf } from './consequences.js';
import { type Desk, go } from './desk.js';
import { changeIn } from './diff-line.js';
import { diffList } from './diff-list.js';
import { issueSummary } from './issue-summary.js';
import { publish, type Review, startReview } from './review.js';
import { shadowTable } from './shadow-table.js';

/** What publishing would do, before it is done. */
export const reviewSection = (desk: Desk): TemplateResult => {
  const { review } = desk;
  if (!review) return html`${nothing}`;
  const { step } = review;
  switch (step.name) {
    case 'asking':
      return html`<div class="review" aria-busy="true"><h2 id="review-head" tabindex="-1">${titleOf(review)}</h2>
        <p class="soft" role="status">Asking what it would change …</p>
        <div class="waiting tall"></div><div class="waiting tall"></div></div>`;
    case 'wrong':
      return html`<div class="review"><h2 id="review-head" tabindex="-1">${titleOf(review)}</h2>
        ${issueSummary(desk, step.issues)} ${back(desk, review)}</div>`;
    case 'refused':
      return html`<div class="review"><h2 id="review-head" tabindex="-1">${titleOf(review)}</h2>
        ${refusal(desk, review, step.problem)} ${back(desk, review)}</div>`;
    case 'previewed':
    case 'publishing':
      return previewed(desk, review, step.preview, step.name === 'publishing');
  }
};

const titleOf = ({ rollBackTo }: Review): string =>
  rollBackTo === undefined ? 'Review and publish' : `Roll back to version ${rollBackTo}`;

const back = (desk: Desk, { rollBackTo }: Review): TemplateResult => {
  const leave = () => go(desk, rollBackTo === undefined ? 'actions' : 'history');
  return html`<div class="buttons"><button class="button" @click=${leave}>${
    rollBackTo === undefined ? 'Back to editing' : 'Back to the history'
  }</button></div>`;
};

const refusal = (desk: Desk, { rollBackTo }: Review, problem: Problem): TemplateResult => {
  if (problem.code !== 'forbidden') {
    return problemNotice(problem, () => void startReview(desk, rollBackTo));
  }
  return html`<div class="notice warn" role="alert">
    <strong>You may look at the registry, not publish it</strong>
    <span>${
      rollBackTo === undefined
        ? html`Your draft stays in this tab. Hand it on: download it under <a href="#/registry/json">JSON</a>, and have somebody publish it who may.`
        : 'Ask somebody who may publish to roll it back.'
    } Whoever sets <code>CZ_ADMIN_USERS</code> can let you, with <code>publish</code>.</span>
    <small class="soft">Trace <code>${problem.traceId}</code></small>
  </div>`;
};

const previewed = (
  desk: Desk,
  review: Review,
  preview: Schemas['RegistryPreview'],
  isPublishing: boolean,
): TemplateResult => {
  const { diff, shadowRating, version } = preview;
  const consequences = consequencesOf(diff.map(changeIn));
  return html`<div class="review">
    <h2 id="review-head" tabindex="-1">${titleOf(review)}</h2>
    <section class="panel" aria-labelledby="diff-head">
      <header><h3 id="diff-head">What changes in version ${version}</h3>
        <span class="badge">${diff.length} ${diff.length === 1 ? 'change' : 'changes'}</span></header>
      <div class="body">${diffList(diff, [desk.current.registry])}
        ${consequences.length > 0 ? html`<ul class="consequences">${consequences.map((each) => html`<li>${each}</li>`)}</ul>` : nothing}
      </div>
    </section>
    ${shadowTable(desk, shadowRating)}
    <form class="panel publish" @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      void publish(desk);
    }}>
      <div class="body">
        <div class="field"><label for="publish-note">Note</label>
          <input id="publish-note" maxlength="1000" .value=${review.note} aria-describedby="publish-hint" autocomplete="off" ?readonly=${isPublishing}
            @input=${({ target }: Event) => {
              if (target instanceof HTMLInputElement) review.note = target.value;
            }}>
          <span class="hint" id="publish-hint">Why. It stays in the history, beside your name (${desk.given.clientId}).</span></div>
        <div class="buttons">
          <button class="button primary" aria-disabled=${isPublishing}>${isPublishing ? 'Publishing …' : `Publish version ${version}`}</button>
          <button class="button" type="button" ?disabled=${isPublishing} @click=${() => go(desk, review.rollBackTo === undefined ? 'actions' : 'history')}>${
            review.rollBackTo === undefined ? 'Back to editing' : 'Back to the history'
          }</button>
        </div>
      </div>
    </form>
  </div>`;
};

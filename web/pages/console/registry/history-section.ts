import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { addressOf, type Desk, go } from './desk.js';
import { diffList } from './diff-list.js';
import { startReview } from './review.js';
import { type PastVersion, readHistory } from './versions.js';

/** What was published, as far as it was read: newest first. */
export type History = {
  readonly of: number;
  readonly versions: readonly PastVersion[];
  readonly isReading: boolean;
  readonly problem?: Problem;
};

const PAGE = 20;

/** Reads on. A publication since makes all that was read old. */
export const readOn = async (desk: Desk): Promise<void> => {
  const of = desk.current.version;
  const versions = desk.history?.of === of ? desk.history.versions : [];
  const reading: History = { of, versions, isReading: true };
  desk.history = reading;
  desk.draw();
  const answer = await readHistory(desk.given, { before: versions.at(-1)?.version, limit: PAGE });
  if (desk.history !== reading) return;
  desk.history = answer.ok
    ? { of, versions: [...versions, ...answer.value], isReading: false }
    : { of, versions, isReading: false, problem: answer.problem };
  desk.draw();
};

export const historySection = (desk: Desk): TemplateResult => {
  const { history } = desk;
  const versions = history?.versions ?? [];
  const isMore = (versions.at(-1)?.version ?? 1) > 1;
  return html`<section class="panel history" aria-labelledby="history-head" aria-busy=${history?.isReading ?? true}>
    <header><h2 id="history-head">History</h2><span class="soft">Newest first</span></header>
    <ol role="list">${versions.map((each) => version(desk, each))}
      ${versions.length === 0 && history?.isReading !== false ? waiting : nothing}</ol>
    ${history?.problem ? html`<div class="body">${problemNotice(history.problem, () => void readOn(desk))}</div>` : nothing}
    ${
      isMore && !history?.problem
        ? html`<div class="pager"><span class="soft">Down to version ${versions.at(-1)?.version}</span>
          <button class="button small" aria-disabled=${history?.isReading ?? false} @click=${() => void readOn(desk)}>Older versions</button></div>`
        : nothing
    }
  </section>`;
};

const waiting = [1, 2, 3].map(
  () => html`<li aria-hidden="true"><div class="waiting version-waiting"></div></li>`,
);

const version = (
  desk: Desk,
  { author, diff, note, publishedAt, version }: PastVersion,
): TemplateResult => {
  const isCurrent = version === desk.current.version;
  const look = (event: Event) => {
    event.preventDefault();
    go(desk, 'history', version);
  };
  return html`<li>
    <div class="line">
      <p><strong>Version ${version}</strong> ${isCurrent ? html`<span class="badge good">In force</span>` : nothing}<br>
        <span class="soft">${author} · ${format.moment(publishedAt)} UTC</span></p>
      <div class="buttons">
        <a class="button small" href=${addressOf('history', version)} @click=${look} aria-label="Look at version ${version}">Look at</a>
        ${
          isCurrent
            ? nothing
            : html`<button class="button small" aria-label="Roll back to version ${version}" @click=${() => void startReview(desk, version)}>Roll back</button>`
        }
      </div>
    </div>
    ${note ? html`<p class="note">${note}</p>` : nothing}
    ${
      version === 1
        ? html`<p class="soft">The first.</p>`
        : diff.length === 0
          ? html`<p class="soft">Nothing is different.</p>`
          : html`<details><summary>${diff.length} ${diff.length === 1 ? 'change' : 'changes'}</summary>${diffList(diff)}</details>`
    }
  </li>`;
};

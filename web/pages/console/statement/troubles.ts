import { html, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';

type Ways = { readonly again: () => void; readonly csv: () => void };

/** Why there is no statement, and how to come by one nevertheless. */
export const trouble = (problem: Problem, month: string, { again, csv }: Ways): TemplateResult => {
  if (problem.code === 'too_much') {
    return html`<div class="notice warn" role="alert">
      <strong>${format.month(month)} is too much for one answer</strong>
      <span>The command makes it, however long it takes. Run it where the ledger can be reached:</span>
      <code class="command" tabindex="0">${commandIn(problem, month)}</code>
    </div>`;
  }
  if (problem.code === 'upstream_failed') {
    return html`<div class="notice warn" role="alert">
      <strong>Stripe did not answer</strong>
      <span>The statement lays Stripe’s cash beside the ledger, so it waits for both. The CSV has the ledger’s side alone, and works without.</span>
      <div class="buttons"><button class="button" @click=${again}>Try again</button>
        <button class="button" @click=${csv}>Download CSV</button></div>
      <small class="soft">Trace <code>${problem.traceId}</code></small>
    </div>`;
  }
  return problemNotice(problem, again);
};

const commandIn = (problem: Problem, month: string): string => {
  const command: unknown = 'command' in problem ? problem['command'] : undefined;
  return typeof command === 'string' ? command : `npm run statement -- ${month}`;
};

/** Of a month in which there is nothing to state. */
export const nothingIn = (
  month: string,
  clientId: string | undefined,
  thisMonth: string,
): TemplateResult => {
  const current = html`<a class="button" href="#/statement/${thisMonth}">Look at ${format.month(thisMonth)}</a>`;
  const name = format.month(month);
  if (month > thisMonth) {
    return html`<div class="panel empty"><strong>${name} has not begun</strong>
      <span>A statement begins with the first of its month, 00:00 UTC.</span>${current}</div>`;
  }
  if (clientId) {
    return html`<div class="panel empty"><strong>${clientId} had no wallet up to the end of ${name}</strong>
      <span>A wallet opens with the first thing that is done in it. Ids are told as they are at Clerk: user_…</span>
      <a class="button" href="#/statement/${month}">Show all clients</a></div>`;
  }
  return html`<div class="panel empty"><strong>The ledger had no entry up to the end of ${name}</strong>
    <span>It begins with the first credit that somebody used.</span>${month === thisMonth ? '' : current}</div>`;
};

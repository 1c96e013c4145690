import { html, type TemplateResult } from 'lit-html';
import type { Problem } from '../../api/api.js';

/** What to do where the API's own sentence cannot know it. */
const HINTS: Readonly<Record<string, TemplateResult>> = {
  unauthenticated: html`Your session is over: sign in again.`,
  forbidden: html`Ask whoever deploys this to set <code>CZ_ADMIN_USERS</code>: your id alone lets you do everything,
    <code>id:read</code> lets you look.`,
  not_configured: html`Whoever deploys this finds in the README what is missing.`,
  rate_limited: html`Wait a moment, then try again.`,
  ledger_unavailable: html`It usually comes back by itself: try again in a moment.`,
  unreachable: html`Check the connection, then try again.`,
};

/** Something went wrong: what, what to do, and what support will ask for. */
export const problemNotice = (problem: Problem, again?: () => void): TemplateResult => html`
  <div class="notice bad" role="alert">
    <strong>${problem.title}</strong>
    <span>${sentence(problem.detail)} ${HINTS[problem.code] ?? ''}</span>
    ${problem.traceId ? html`<small class="soft">Trace <code>${problem.traceId}</code></small>` : ''}
    ${again ? html`<div><button class="button" @click=${again}>Try again</button></div>` : ''}
  </div>
`;

/** The API's details have no full stop; another sentence may follow here. An id that one begins with stays as it is. */
const sentence = (detail: string): string => {
  const begun = detail.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

import { html, type TemplateResult } from 'lit-html';
import type { Problem } from '../../api/api.js';

/** What to do where the API's own sentence cannot know it. */
const HINTS: Readonly<Record<string, string>> = {
  unauthenticated: 'Your session is over: sign in again.',
  forbidden: 'Ask whoever sets CZ_ADMIN_USERS for the permission.',
  unreachable: 'Check the connection, then try again.',
};

/** Something went wrong: what, what to do, and what support will ask for. */
export const problemNotice = (problem: Problem, again?: () => void): TemplateResult => html`
  <div class="notice bad" role="alert">
    <strong>${problem.title}</strong>
    <span>${problem.detail}${HINTS[problem.code] ? html` ${HINTS[problem.code]}` : ''}</span>
    ${problem.traceId ? html`<small class="soft">Trace <code>${problem.traceId}</code></small>` : ''}
    ${again ? html`<div><button class="button" @click=${again}>Try again</button></div>` : ''}
  </div>
`;

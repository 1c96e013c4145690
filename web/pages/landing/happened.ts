import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Snapshot } from '/cz-credits.js';
import type { Problem, Schemas } from '../../api/api.js';
import { format } from '../parts/format.js';
import type { Session } from '../session/session.js';
import { foundBy, inConsole } from './in-console.js';
import { wordsOf } from './story.js';

/** Something was refused, when the ledger had so many entries: it is told until there is another. */
export type Refusal = { readonly problem: Problem; readonly version: number | undefined };

/** What was written to the ledger as it happens, and what was not. */
export const happened = (
  session: Session | undefined,
  snapshot: Snapshot,
  refusal: Refusal | undefined,
): TemplateResult => {
  const { state } = snapshot;
  return html`
    <header>
      <h2>What just happened</h2>
      ${state ? html`<span class="soft whose">${snapshot.mode === 'demo' ? 'In this browser' : `Ledger of ${state.clientId}`}</span>` : nothing}
    </header>
    ${refusal && refusal.version === state?.version ? refused(refusal.problem) : nothing}
    ${entries(session, snapshot)}`;
};

const refused = (problem: Problem) => html`<p class="refused" role="status">
  <strong>Refused</strong>
  ${
    problem.code === 'insufficient_credits'
      ? html`<span>${format.number(problem.required)} needed, ${format.number(problem.available)} left</span>`
      : html`<span>${problem.code}</span>`
  }
  <span class="soft">nothing written</span>
</p>`;

const entries = (session: Session | undefined, { matrix, mode, state }: Snapshot) => {
  if (!state?.ledgerTail.length) return html`<p class="none soft">${nothingYet(state)}</p>`;
  return html`<ol class="entries" aria-label="Entries, newest first" tabindex="0">
    ${repeat(
      state.ledgerTail,
      ({ eventId }) => eventId,
      (entry) => html`<li>
        <span class="words">${wordsOf(entry, matrix)}</span>
        <span class="number delta ${entry.creditsDelta > 0 ? 'in' : ''}">${entry.creditsDelta === 0 ? '0' : format.delta(entry.creditsDelta)}</span>
        <span class="soft about">#${entry.seq} ${entry.kind}${mode === 'live' ? html` · ${trace(session, entry)}` : nothing}</span>
        <span class="number soft">${format.number(entry.balanceAfter)} left</span>
      </li>`,
    )}
  </ol>`;
};

const nothingYet = (state: Schemas['State'] | undefined): string =>
  state
    ? `Nothing is written yet. The ${format.number(state.balance)} credits of this month become an entry with the first that is spent.`
    : '';

const trace = (session: Session | undefined, { traceId }: Schemas['Entry']) => html`<a
  href=${foundBy(traceId)}
  @click=${inConsole(session)}
  title="Find this entry in the operator’s console">trace <code>${traceId.slice(0, 8)}</code></a>`;

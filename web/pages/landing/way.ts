import { html, nothing, type TemplateResult } from 'lit-html';
import type { Snapshot } from '/cz-credits.js';
import { format } from '../parts/format.js';
import type { Session } from '../session/session.js';
import { foundBy, inConsole, operatorHere } from './in-console.js';
import { costOfDear, type Step, stepOf, stepsOf } from './story.js';

/** Somebody nobody was before, so that the story begins at its beginning, also the second time. */
const NAME = `ada-${crypto.randomUUID().slice(0, 4)}`;

/** How far somebody is, and what comes next. */
export const story = (session: Session | undefined, snapshot: Snapshot): TemplateResult => {
  if (!session) return html``;
  const step = stepOf(session, snapshot);
  const steps = stepsOf(session, snapshot);
  const at = steps.indexOf(step);
  return html`
    <ol class="steps" aria-label="The story">${steps.map(
      (each, index) =>
        html`<li class=${index < at ? 'done' : ''} aria-current=${index === at ? 'step' : nothing}>${each}${index < at ? done : nothing}</li>`,
    )}</ol>
    <div class="next" aria-live="polite">${next(session, snapshot, step)}</div>`;
};

const done = html`<span class="visually-hidden">, done</span>`;

/** What to do at a step: a sentence, and a button where it is not one of the product's. */
const next = (session: Session, snapshot: Snapshot, step: Step): TemplateResult => {
  const { matrix, mode, state } = snapshot;
  const left = format.number(state?.available ?? 0);
  switch (step) {
    case 'Sign in':
      return html`<p>Be a client of your own. A name is enough here.</p>
        ${button(`Sign in as ${NAME}`, () => session.signIn({ clientId: NAME }))}`;
    case 'Use':
      return html`<p>Ask the AI for 1 credit. The entry appears below, and the chip follows.</p>`;
    case 'Refusal':
      return html`<p>Counted once. Now draft memos until there is not enough left.</p>`;
    case 'Top up':
      return mode === 'demo'
        ? atTheEndOfTheDemo(session)
        : html`<p>${format.number(costOfDear(matrix))} needed, ${left} left: memos are refused, and nothing is written.</p>
            <a class="button primary" href="/account#top-up">Top up</a>`;
    case 'Trace':
      return html`<p>Paid, and credited once. Be the operator, and find that entry by its trace.</p>
        ${toConsole(session, snapshot)}`;
  }
};

const atTheEndOfTheDemo = (session: Session): TemplateResult =>
  session.ways === 'nothing'
    ? html`<p>The demo’s credits are spent. A real wallet could be topped up now: the API reference shows how.</p>
        <a class="button primary" href="/reference">API reference</a>`
    : html`<p>The demo’s credits are spent. Top-ups are for real wallets.</p>
        ${button('Sign in', () => session.signIn())}`;

const toConsole = (session: Session, { state }: Snapshot): TemplateResult => {
  const paid = state?.ledgerTail.find(({ kind }) => kind === 'topup');
  const name = session.ways === 'by name' ? ` as ${operatorHere()}` : '';
  return html`<a class="button primary" href=${foundBy(paid?.traceId ?? '')}
    @click=${inConsole(session)}>Open the console${name}</a>`;
};

const button = (text: string, act: () => Promise<void>): TemplateResult => {
  const click = ({ currentTarget }: Event) => {
    const place = currentTarget instanceof Element ? currentTarget.parentElement : null;
    const say = (error: unknown) =>
      place
        ?.querySelector('.failure')
        ?.replaceChildren(error instanceof Error ? error.message : String(error));
    act().catch(say);
  };
  return html`<button class="button primary" @click=${click}>${text}</button><p class="failure" role="alert"></p>`;
};

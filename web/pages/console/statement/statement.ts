import { html, nothing, render, type TemplateResult } from 'lit-html';
import { answerOf, type Problem, type Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import type { Given, View } from '../view.js';
import { clientsTable, firstLook, type Look } from './clients-table.js';
import { saveCsv } from './csv.js';
import { besideLines, linesTable } from './lines-table.js';
import { cashPanel, liabilityPanel } from './money.js';
import { isMonth, lastClosed, monthOf, monthsFrom } from './months.js';
import { nothingIn, trouble } from './troubles.js';

type Statement = Schemas['Statement'];

/** All that the view knows while it is open. */
type Stage = {
  readonly given: Given;
  readonly month: string;
  readonly clientId: string | undefined;
  readonly thisMonth: string;
  readonly look: Look;
  readonly draw: () => void;
  answer: Statement | undefined;
  problem: Problem | undefined;
  csv: 'ready' | 'asking' | Problem;
  /** A month that is typed is there for a moment before it is meant; one that is picked is meant at once. */
  isTyping: boolean;
};

/** A month of all wallets, or of one, for finance: `#/statement/2026-11?client=ada`. */
export const statement: View = (place, given) => {
  const now = new Date();
  const asked = isMonth(given.rest) ? given.rest : lastClosed(now);
  const stage: Stage = {
    given,
    month: asked,
    clientId: given.query.get('client') || undefined,
    thisMonth: monthOf(now),
    look: firstLook(),
    draw: () => {
      if (!given.signal.aborted) render(whole(stage), place);
    },
    answer: undefined,
    problem: undefined,
    csv: 'ready',
    isTyping: false,
  };
  if (given.rest !== asked) history.replaceState(null, '', addressOf(asked, stage.clientId));
  showAllOnPaper(stage);
  void read(stage);
};

const addressOf = (month: string, clientId: string | undefined): string =>
  `#/statement/${month}${clientId ? `?client=${encodeURIComponent(clientId)}` : ''}`;

const showAllOnPaper = ({ draw, given: { signal }, look }: Stage): void => {
  const turn = (isOnPaper: boolean) => () => {
    look.isOnPaper = isOnPaper;
    draw();
  };
  addEventListener('beforeprint', turn(true), { signal });
  addEventListener('afterprint', turn(false), { signal });
};

const read = async (stage: Stage): Promise<void> => {
  stage.answer = undefined;
  stage.problem = undefined;
  stage.draw();
  const { clientId, given, month } = stage;
  const answer = await answerOf(
    given.api.GET('/v1/admin/statements/{month}', {
      params: { path: { month }, query: { ...(clientId && { clientId }) } },
      signal: given.signal,
    }),
  );
  if (!answer.ok) stage.problem = answer.problem;
  else if (isStatement(answer.value)) stage.answer = answer.value;
  stage.draw();
};

const isStatement = (value: object): value is Statement => 'totals' in value;

const save = async (stage: Stage): Promise<void> => {
  if (stage.csv === 'asking') return;
  stage.csv = 'asking';
  stage.draw();
  stage.csv = (await saveCsv(stage.given, stage.month, stage.clientId)) ?? 'ready';
  stage.draw();
};

const whole = (stage: Stage): TemplateResult => html`<div class="view statement">
  ${head(stage)}
  ${typeof stage.csv === 'string' ? nothing : csvTrouble(stage, stage.csv)}
  ${body(stage)}
</div>`;

/** Of the CSV alone: what is shown stays, and trying again saves again. */
const csvTrouble = (stage: Stage, problem: Problem): TemplateResult => {
  const again = () => void save(stage);
  return problem.code === 'upstream_failed'
    ? problemNotice(problem, again)
    : trouble(problem, stage.month, { again, csv: again });
};

const waysOf = (stage: Stage) => ({
  again: () => void read(stage),
  csv: () => void save(stage),
});

const head = (stage: Stage): TemplateResult => {
  const { answer, clientId, month } = stage;
  const last = new Date(Date.parse(`${monthsFrom(month, 1)}-01`) - 1).toISOString();
  const whose = [clientId && `client ${clientId}`, answer?.tenantId].filter(Boolean).join(' · ');
  return html`<div class="head"><div>
      <h1>Statement <span class="of-month">${format.month(month)}</span> ${answer ? standing(answer) : nothing}</h1>
      <p>${format.day(`${month}-01`)} to ${format.day(last)}, UTC${whose ? ` · ${whose}` : nothing}</p></div>
    ${controls(stage)}
  </div>`;
};

const standing = ({ status }: Statement): TemplateResult =>
  status === 'closed'
    ? html`<span class="badge good">Closed</span>`
    : html`<span class="badge warn">Open: can still change</span>`;

const controls = (stage: Stage): TemplateResult => {
  const { clientId, csv, month } = stage;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const given = new FormData(event.target);
    const wanted = String(given.get('month'));
    if (isMonth(wanted)) location.hash = addressOf(wanted, String(given.get('client')).trim());
  };
  const choose = ({ target }: Event) => {
    if (target instanceof HTMLInputElement && isMonth(target.value) && !stage.isTyping) {
      location.hash = addressOf(target.value, clientId);
    }
  };
  const type = () => {
    stage.isTyping = true;
  };
  const neighbour = (by: number, label: string, sign: string) =>
    html`<a class="button" href=${addressOf(monthsFrom(month, by), clientId)} aria-label=${label}><span aria-hidden="true">${sign}</span></a>`;
  return html`<form class="controls" @submit=${submit}>
    <span class="months">${neighbour(-1, 'The month before', '‹')}
      <input class="input" type="month" name="month" aria-label="Month" pattern="\\d{4}-(0[1-9]|1[0-2])" placeholder="2026-11" required .value=${month} @keydown=${type} @change=${choose}>
      ${neighbour(1, 'The month after', '›')}</span>
    <input class="input client" name="client" aria-label="One client" placeholder="All clients" autocomplete="off" spellcheck="false"
      pattern="[A-Za-z0-9_-]{1,128}" title="1 to 128 letters, digits, _ or -" .value=${clientId ?? ''}>
    <button class="button">Show</button>
    <button class="button" type="button" @click=${() => print()}>Print</button>
    <button class="button" type="button" aria-disabled=${csv === 'asking'} @click=${() => void save(stage)}>${
      csv === 'asking' ? 'Making CSV …' : 'Download CSV'
    }</button>
  </form>`;
};

const body = (stage: Stage): TemplateResult => {
  const { answer, clientId, draw, look, month, problem, thisMonth } = stage;
  if (problem) return trouble(problem, month, waysOf(stage));
  if (!answer) return waiting;
  if (answer.totals.entries === 0 && (answer.totals.clients === 0 || month > thisMonth)) {
    return nothingIn(month, clientId, thisMonth);
  }
  return html`
    ${besideLines(answer.totals)}
    <div class="columns">
      ${linesTable(answer.totals)}
      <div class="stack">${liabilityPanel(answer.totals.liability)} ${cashPanel(answer.cash)}</div>
    </div>
    ${clientsTable(answer.clients, look, draw)}
  `;
};

const waiting = html`
  <p class="visually-hidden" role="status">The statement is being made …</p>
  <div class="waiting tiles-waiting"></div>
  <div class="columns"><div class="waiting lines-waiting"></div><div class="waiting lines-waiting"></div></div>
`;

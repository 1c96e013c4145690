import { html, type TemplateResult } from 'lit-html';
import { type Api, answerOf, type Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { waitingRows } from '../entry/entry-rows.js';
import { KINDS } from '../entry/kinds.js';
import { type Loaded, loadedFrom, shown } from '../entry/loaded.js';

type Statement = Schemas['OwnStatement'];

const PAGE = '100';

type Given = {
  readonly api: Api;
  readonly clientId: string;
  readonly month: string;
  readonly signal: AbortSignal;
  readonly redraw: () => void;
};

/** The month as the client may read it: each entry as a sentence, and lines that add up. */
export const statementSection = (given: Given): (() => TemplateResult) => {
  const { api, clientId, redraw, signal } = given;
  let month = given.month;
  let loaded: Loaded<Statement> = { at: 'waiting' };
  let run = new AbortController();
  const ask = (over: AbortSignal, after?: number) => {
    const query = { clientId, limit: PAGE, ...(after !== undefined && { after: String(after) }) };
    const params = { path: { month }, query };
    return answerOf(api.GET('/v1/billing/statements/{month}', { params, signal: over }));
  };
  const load = async () => {
    run.abort();
    run = new AbortController();
    const over = AbortSignal.any([signal, run.signal]);
    loaded = { at: 'waiting' };
    redraw();
    const answer = await ask(over);
    if (over.aborted) return;
    loaded = loadedFrom(answer);
    redraw();
  };
  const more = async (before: Statement) => {
    const over = AbortSignal.any([signal, run.signal]);
    const answer = await ask(over, before.nextAfter ?? 0);
    if (over.aborted) return;
    loaded = answer.ok
      ? {
          at: 'here',
          value: { ...answer.value, entries: [...before.entries, ...answer.value.entries] },
        }
      : loadedFrom(answer);
    redraw();
  };
  const turn = (months: number) => {
    month = monthsFrom(month, months);
    void load();
  };
  void load();
  return () => html`
    <div class="turning">
      <button class="button" type="button" @click=${() => turn(-1)} aria-label="The month before">←</button>
      <strong aria-live="polite">${format.month(month)}</strong>
      <button class="button" type="button" @click=${() => turn(1)} aria-label="The month after" ?disabled=${month >= given.month}>→</button>
      ${loaded.at === 'here' ? html`<span class="badge">${loaded.value.status}</span>` : ''}
    </div>
    ${shown(loaded, {
      waiting: waitingRows(6),
      here: (statement) => shownStatement(statement, () => void more(statement)),
      again: () => void load(),
    })}`;
};

const monthsFrom = (month: string, count: number): string => {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
};

const shownStatement = (statement: Statement, more: () => void): TemplateResult => html`
  <div class="statement">
    <dl class="effect sums">${linesOf(statement.total).map(
      ([label, value]) => html`<div><dt>${label}</dt><dd class="number">${value}</dd></div>`,
    )}</dl>
    ${statement.entries.length === 0 ? html`<div class="empty"><span>Nothing happened in this month.</span></div>` : sentences(statement)}
  </div>
  ${statement.nextAfter === null ? '' : html`<div class="more"><button class="button" type="button" @click=${more}>Show more</button></div>`}
`;

const sentences = ({ entries }: Statement): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label="The month’s entries"><table class="sentences">
    <thead><tr><th>Time (UTC)</th><th>Kind</th><th>What the client reads</th><th class="number">Credits</th><th class="number">Balance after</th></tr></thead>
    <tbody>${entries.map(
      ({ at, balanceAfter, creditsDelta, kind, what }) => html`<tr>
        <td><time datetime=${at}>${format.moment(at)}</time></td>
        <td><span class="badge ${KINDS[kind].tone}">${KINDS[kind].label}</span></td>
        <td>${what}</td>
        <td class="number">${format.delta(creditsDelta)}</td>
        <td class="number">${format.number(balanceAfter)}</td>
      </tr>`,
    )}</tbody>
  </table></div>
`;

/** Lines of nothing are left out; the first and the last are the frame. */
const linesOf = (lines: Schemas['StatementLines']): readonly (readonly [string, string])[] => {
  const came: readonly (readonly [string, number])[] = [
    ['Granted', lines.granted],
    ['Bought', lines.bought],
    ['Reinstated', lines.reinstated],
    ['Adjusted', lines.adjusted],
    ['Reversed', lines.reversed],
    ['Adopted', lines.adopted],
    ['Used', -lines.used],
    ['Trimmed', -lines.trimmed],
    ['Clawed back', -lines.clawedBack],
  ];
  return [
    ['Opening', format.number(lines.opening)],
    ...came.flatMap(([label, value]) =>
      value === 0 ? [] : [[label, format.delta(value)] as const],
    ),
    ['Closing', format.number(lines.closing)],
  ];
};

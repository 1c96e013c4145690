import { html, type TemplateResult } from 'lit-html';
import type { Answer, Problem } from '../../../api/api.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { entryRows } from '../entry/entry-rows.js';
import type { Entry } from '../entry/kinds.js';
import type { State } from './figures.js';
import { sparkline } from './sparkline.js';

type Given = {
  /** Entries numbered below. */
  readonly ask: (before: number) => Promise<Answer<State>>;
  readonly onReverse: (entry: Entry) => void;
  readonly redraw: () => void;
};

/** The last entries of a wallet, and those before them when they are asked for. */
export const tailSection = (given: Given) => {
  const { ask, onReverse, redraw } = given;
  const rows = entryRows({ redraw, caption: 'Entries of this wallet, newest first', onReverse });
  let entries: readonly Entry[] = [];
  let more: 'waiting' | Problem | undefined;
  let turn = 0;
  /** A state that was read anew brings its own last entries: what was loaded before them is asked for again. */
  const renew = (state: State): void => {
    turn += 1;
    entries = state.ledgerTail;
    more = undefined;
  };
  const earlier = async () => {
    const last = entries.at(-1)?.seq;
    if (last === undefined || more === 'waiting') return;
    const mine = turn;
    more = 'waiting';
    redraw();
    const answer = await ask(last);
    if (mine !== turn) return;
    if (answer.ok) entries = [...entries, ...answer.value.ledgerTail];
    more = answer.ok ? undefined : answer.problem;
    redraw();
  };
  const show = (): TemplateResult => html`
    ${entries.length === 0 ? html`<div class="empty"><strong>No entries yet</strong><span>The first charge, payment or correction opens the wallet.</span></div>` : rows(entries)}
    ${(entries.at(-1)?.seq ?? 1) > 1 ? moreButton(more, earlier) : ''}`;
  return { renew, show, sparkline: () => sparkline(entries) };
};

const moreButton = (more: 'waiting' | Problem | undefined, earlier: () => Promise<void>) => html`
  <div class="more">${typeof more === 'object' ? problemNotice(more) : ''}<button class="button" type="button"
    ?disabled=${more === 'waiting'} @click=${earlier}>${more === 'waiting' ? 'Loading…' : 'Show earlier'}</button></div>`;

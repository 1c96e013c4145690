import { html, render, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../api/api.js';
import { problemNotice } from '../../parts/problem-notice.js';
import type { Given, View } from '../view.js';
import { actionsTable } from './actions-table.js';
import { downloadCsv, type Table } from './download.js';
import { head } from './head.js';
import { nothingCharged } from './nothing-charged.js';
import { overTime } from './over-time.js';
import { unitOf } from './period.js';
import { type Overview, readOverview } from './read-overview.js';
import { addressOf, type Selection, selectionIn } from './selection.js';
import { FIRST_SORTING, type Sorting, sortedBy } from './sorting.js';
import { spend } from './spend.js';
import { tiles } from './tiles.js';
import { topActions, topClients } from './top.js';

/** What was charged, what it cost and what it earned: in a period, and of what in it. */
export const overview: View = (place, given) => void new Overseer(place, given).read();

type State = {
  readonly selection: Selection;
  /** Of the selection, or of the one before while the new one is read. */
  readonly shown?: Overview | undefined;
  readonly problem?: Problem | undefined;
  /** Why a table could not be saved; what is shown stays. */
  readonly unsaved?: { readonly problem: Problem; readonly table: Table } | undefined;
  readonly sorting: Sorting;
  /** The day or month that is pointed at. */
  readonly at?: number | undefined;
  readonly asTable: boolean;
};

class Overseer {
  readonly #place: HTMLElement;
  readonly #given: Given;
  #state: State;
  /** Of the requests that are under way: newer ones take their place. */
  #reading = new AbortController();

  constructor(place: HTMLElement, given: Given) {
    this.#place = place;
    this.#given = given;
    const selection = selectionIn(given.query, new Date());
    this.#state = { selection, sorting: FIRST_SORTING, asTable: false };
  }

  async read(): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const signal = AbortSignal.any([this.#reading.signal, this.#given.signal]);
    this.#change({ problem: undefined, unsaved: undefined, at: undefined });
    const answer = await readOverview(this.#given.api, this.#state.selection, signal);
    if (signal.aborted) return;
    this.#change(answer.ok ? { shown: answer.value } : { problem: answer.problem });
  }

  #change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (!this.#given.signal.aborted) render(this.#view(), this.#place);
  }

  /** Shown under an address of its own, so that it can be linked and gone back to. */
  #select(change: Partial<Selection>): void {
    const selection = { ...this.#state.selection, ...change };
    history.pushState(null, '', addressOf(selection));
    this.#state = { ...this.#state, selection };
    void this.read();
  }

  /** The chart over time and the clients of one action; of all, when it was chosen already. */
  readonly #choose = (actionId: string): void => {
    const { action } = this.#state.selection;
    this.#select({ action: actionId === action ? undefined : actionId });
  };

  #view(): TemplateResult {
    const { problem, selection, shown, unsaved } = this.#state;
    const isOld = shown !== undefined && shown.selection !== selection;
    return html`<div class="view overview ${isOld && !problem ? 'old' : ''}" aria-busy=${!problem && (isOld || !shown)}>
      ${head({
        selection,
        products: shown?.products ?? [],
        select: (change) => this.#select(change),
      })}
      ${unsaved ? problemNotice(unsaved.problem, () => void this.#save(unsaved.table)) : ''}
      ${problem ? problemNotice(problem, () => void this.read()) : this.#content()}
    </div>`;
  }

  #content(): TemplateResult {
    const { asTable, at, selection, shown, sorting } = this.#state;
    const { period } = shown?.selection ?? selection;
    const figures = tiles(shown, period);
    if (shown && shown.totals.count === 0 && shown.totals.credits === 0) {
      const allProducts = () => this.#select({ product: undefined });
      return html`${figures}${nothingCharged(shown.selection, allProducts)}`;
    }
    return html`${figures}
      ${overTime({
        ...{ asTable, at, period, shown },
        point: (place) => this.#change({ at: place }),
        toggle: () => this.#change({ asTable: !asTable }),
        allActions: () => this.#select({ action: undefined }),
        download: this.#csv(unitOf(period)),
      })}
      ${actionsTable({
        ...{ shown, sorting },
        sort: (by) => this.#change({ sorting: sortedBy(sorting, by) }),
        choose: this.#choose,
        download: this.#csv('action'),
      })}
      ${
        shown
          ? html`${spend(shown)}
          <div class="columns">${topActions(shown, this.#choose)}${topClients(shown, this.#csv('client'))}</div>`
          : ''
      }`;
  }

  async #save(table: Table): Promise<void> {
    const { selection } = this.#state;
    const problem = await downloadCsv(this.#given.api, selection, table);
    if (selection === this.#state.selection) {
      this.#change({ unsaved: problem && { problem, table } });
    }
  }

  #csv(table: Table): TemplateResult {
    const save = () => void this.#save(table);
    return html`<button class="button quiet" aria-label="Download by ${table} as CSV" @click=${save}>CSV</button>`;
  }
}

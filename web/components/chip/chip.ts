import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem, Schemas } from '../../api/api.js';
import { CreditsElement } from '../element.js';
import { fill } from '../language.js';
import { whatToDo } from '../problem.js';
import { css } from './chip-style.js';
import { Tooltip } from './tooltip.js';

/** The balance in a page's header, as a link to the account. Pointed at or focused, it says plan, cap and what is included. */
export class CreditsChip extends CreditsElement {
  static readonly observedAttributes = ['href', 'low-at', 'lang'];

  constructor() {
    super(css);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const find = () => this.root.querySelector<HTMLElement>('.tip');
    if (this.connected) new Tooltip(this, find, this.connected);
  }

  protected override template(): unknown {
    const { problem, state, status } = this.store.snapshot;
    if (state) return this.#balance(state);
    return status === 'failed' && problem ? this.#failed(problem) : this.#waiting();
  }

  #waiting(): TemplateResult {
    return html`<a class="chip" part="chip" href=${this.#href} aria-busy="true"
      aria-label=${this.texts.chip.account}>${coin}<span class="waiting">000 credits</span></a>`;
  }

  #balance(state: Schemas['State']): TemplateResult {
    const { chip, credits, demo } = this.texts;
    const { count, number } = this.format;
    const isDemo = this.store.snapshot.mode === 'demo';
    const kind = `chip${this.#isLow(state) ? ' low' : ''}${state.held ? ' held' : ''}`;
    const amount = number(state.balance);
    const unit = count(credits, state.balance, { n: '' }).trim();
    const name = `${amount} ${isDemo ? `${demo} ` : ''}${unit}, ${chip.account}`;
    return html`<a class=${kind} part="chip" href=${this.#href} aria-describedby="tip"
        aria-label=${name}>${coin}
      <span class="amount number" part="amount">${amount}</span>
      ${
        isDemo
          ? html`<span class="badge" part="demo">${demo}</span>`
          : html`<span class="unit">${unit}</span>`
      }</a>
      <div class="tip" id="tip" role="tooltip" popover="manual" part="tooltip">${this.#details(state)}</div>`;
  }

  #details(state: Schemas['State']): TemplateResult {
    const { chip, credits, demoHint } = this.texts;
    const { mode, problem } = this.store.snapshot;
    const { count, day, delta, number } = this.format;
    const row = (label: string, value: string) =>
      html`<div class="row"><span>${label}</span> <span class="number">${value}</span></div>`;
    const share = Math.max(0, Math.min(1, state.granted / (state.softCap || 1)));
    const { at, credits: next } = state.nextGrant;
    return html`<div class="head"><span>${count(credits, state.balance)}</span>${
      this.#isLow(state) ? html` <span class="badge">${chip.low}</span>` : nothing
    }</div>
      <svg class="bar" aria-hidden="true"><rect width="${share * 100}%" height="4" rx="2" fill="currentColor"></rect></svg>
      ${row(chip.plan, state.plan.name)}
      ${row(chip.included, number(state.monthlyGrant))}
      ${row(chip.cap, number(state.softCap))}
      ${state.purchased ? row(chip.purchased, number(state.purchased)) : nothing}
      ${
        state.held
          ? html`${row(chip.held, number(state.held))}${row(chip.available, number(state.available))}`
          : nothing
      }
      ${row(fill(chip.next, { day: day(at) }), delta(next))}
      ${problem ? html`<p class="wrong">${chip.stale}. ${whatToDo(this.texts, problem)}</p>` : nothing}
      ${mode === 'demo' ? html`<p>${demoHint}</p>` : nothing}
      <p class="touch">${chip.tapAgain}</p>`;
  }

  #failed(problem: Problem): TemplateResult {
    return html`<button class="chip failed" part="chip" aria-describedby="tip"
        @click=${() => void this.store.refresh()}>${warning}
        <span>${this.texts.again}</span></button>
      <div class="tip" id="tip" role="tooltip" popover="manual" part="tooltip">${whatToDo(this.texts, problem)}</div>`;
  }

  get #href(): string {
    return this.getAttribute('href') ?? '/account';
  }

  /** Below a tenth of what a month brings, unless `low-at` says otherwise. */
  #isLow({ available, monthlyGrant }: Schemas['State']): boolean {
    const bound = this.getAttribute('low-at');
    return available <= (bound === null ? monthlyGrant / 10 : Number(bound));
  }
}

const coin = html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" aria-hidden="true"><circle cx="8" cy="8" r="6.5"></circle><path d="M10.3 6.1a2.9 2.9 0 1 0 0 3.8" stroke-linecap="round"></path></svg>`;
const warning = html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true"><circle cx="8" cy="8" r="6.5"></circle><path d="M8 4.8v3.8M8 11.1v.1"></path></svg>`;

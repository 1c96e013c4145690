import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem } from '../../api/api.js';
import { CreditsElement } from '../element.js';
import { fill } from '../language.js';
import { problem } from '../problem.js';
import { type Case, caseOf } from './case.js';
import { charge, mistakeIn } from './charge.js';
import { dialogOf, type Shown } from './dialogs.js';
import type { Blocked, Charged } from './events.js';
import { css } from './guard-style.js';
import { shortage, shownOf } from './refused.js';

/** Two clicks within this time are a double click, and mean one. */
const DOUBLE_CLICK_MS = 500;
const NOTE_FOR_MS = 8_000;

/** Stands around a button: shows what its work costs, and lets nobody through who can't pay for it. */
export class CreditsGuard extends CreditsElement {
  static readonly observedAttributes = ['action', 'quantity', 'when-short', 'lang'];
  #shown: Shown | undefined;
  #note = '';
  #noteEnds: ReturnType<typeof setTimeout> | undefined;
  #isBusy = false;
  #clickedAt = Number.NEGATIVE_INFINITY;
  #button: HTMLElement | undefined;
  /** While we click it ourselves. */
  #isLetting = false;

  constructor() {
    super(css);
    this.addEventListener('click', (event) => this.#clicked(event), { capture: true });
    this.addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
  }

  protected override template(): unknown {
    const on = this.#case;
    return html`<span role="group" aria-label=${this.#inWords(on)}><slot></slot></span><span class="cost" part="cost" aria-hidden="true">${this.#cost(on)}</span>
      <div class="note" role="status" part="note">${this.#note}</div>
      <dialog aria-labelledby="title" part="dialog" @close=${() => this.#close()}>${this.#dialog(on)}</dialog>`;
  }

  get #case(): Case {
    return caseOf(this, this.store.snapshot);
  }

  #cost({ cost, missing, name }: Case): TemplateResult {
    const { credits, demo, guard } = this.texts;
    const { matrix, mode, status } = this.store.snapshot;
    if (name === undefined) {
      return matrix || status === 'failed'
        ? html`<span>${guard.unavailable}</span>`
        : html`<span class="waiting">20 credits</span>`;
    }
    const isDemo = mode === 'demo';
    return html`<span class="number">${this.format.count(credits, cost)}</span>
      <span class="more">${isDemo ? html`<span class="badge" part="demo">${demo}</span>` : nothing}${
        missing
          ? html`<span class="short">${this.format.count(guard.short, missing)}</span>`
          : nothing
      }</span>`;
  }

  /** What a screen reader says of the group around the button. */
  #inWords({ cost, missing, name }: Case): string {
    const { demo, guard } = this.texts;
    if (name === undefined) return guard.unavailable;
    return [
      this.format.count(guard.costs, cost),
      missing > 0 && this.format.count(guard.short, missing),
      this.store.snapshot.mode === 'demo' && demo,
    ]
      .filter(Boolean)
      .join(', ');
  }

  #dialog(on: Case): TemplateResult | typeof nothing {
    if (!this.#shown) return nothing;
    const isConfirmed = this.#shown.asks !== 'for a top-up';
    const goOn = (): void => {
      this.#element?.close();
      void this.#attempt({ isConfirmed });
    };
    const { format, texts } = this;
    const close = () => this.#element?.close();
    return dialogOf(this.#shown, {
      on,
      snapshot: this.store.snapshot,
      texts,
      format,
      goOn,
      close,
    });
  }

  get #element(): HTMLDialogElement | null {
    return this.root.querySelector('dialog');
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.draw();
    this.#element?.showModal();
  }

  /** The event comes later than the closing: something else may be shown by then. */
  #close(): void {
    if (this.#element?.open) return;
    this.#shown = undefined;
    this.changed();
  }

  /** A key that is held down would click again and again. */
  #pressed(event: KeyboardEvent): void {
    const clicks = event.key === 'Enter' || event.key === ' ';
    if (clicks && event.repeat && event.target !== this) event.preventDefault();
  }

  /** Before the button hears of it. What is clicked in our own dialog comes from the element itself. */
  #clicked(event: MouseEvent): void {
    const { target, timeStamp } = event;
    if (target === this || this.#isLetting) return;
    const isAgain = this.#isBusy || timeStamp - this.#clickedAt < DOUBLE_CLICK_MS;
    this.#clickedAt = timeStamp;
    this.#button = event.composedPath().find((each) => each instanceof HTMLElement);
    if (!isAgain && this.#passesAtOnce(this.#case)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isAgain) void this.#attempt({ isConfirmed: false });
  }

  #passesAtOnce({ asksFirst, isChargedElsewhere, isStopped, name }: Case): boolean {
    const isKnown = name !== undefined && this.store.snapshot.state !== undefined;
    return isChargedElsewhere && isKnown && !isStopped && !asksFirst;
  }

  async #attempt(given: { readonly isConfirmed: boolean }): Promise<void> {
    if (this.#isBusy) return;
    this.#say('');
    this.#isBusy = this.toggleAttribute('busy', true);
    try {
      await this.#decide(given);
    } finally {
      this.#isBusy = this.toggleAttribute('busy', false);
    }
  }

  async #decide({ isConfirmed }: { readonly isConfirmed: boolean }): Promise<void> {
    const { isStopped, name } = this.#case;
    const isReady = this.store.snapshot.status === 'ready';
    if (!isReady || name === undefined || isStopped) await this.store.refresh();
    const on = this.#case;
    const wrong = this.#wrongWith(on);
    if (wrong) return this.#block(wrong);
    if (on.isStopped) return this.#block(shortage(on));
    if (on.asksFirst && !isConfirmed) return this.#show({ asks: 'whether to spend' });
    return on.isChargedElsewhere ? this.#letThrough() : this.#charge(on);
  }

  /** Why nothing can be decided here. A backend that charges decides for itself. */
  #wrongWith({ isChargedElsewhere, name, work }: Case): Problem | undefined {
    const { matrix, problem: known, status } = this.store.snapshot;
    const mistake = mistakeIn(work);
    if (mistake) return this.#mistaken(mistake);
    if (status === 'failed' || !matrix) return isChargedElsewhere ? undefined : known;
    return name === undefined ? this.#mistaken('no such action in the registry') : undefined;
  }

  /** Said to whoever wrote the page; its visitors only hear that this is not available. */
  #mistaken(mistake: string): Problem {
    console.warn(`<cz-credits-guard action="${this.getAttribute('action')}">: ${mistake}`);
    const actionId = this.getAttribute('action') ?? '';
    return { ...problem('unknown_action', mistake, 404), actionId };
  }

  #letThrough(): void {
    this.#isLetting = true;
    this.#button?.click();
    this.#isLetting = false;
  }

  /** What was spent is the server's to say: the price that is shown may be an older one. */
  async #charge({ work }: Case): Promise<void> {
    const demo = this.store.snapshot.mode === 'demo';
    const answer = await charge(this.store, work);
    if (!answer.ok) return this.#block(answer.problem);
    const { balance, entry, receipt, shortfall = 0 } = answer.value;
    const replayed = answer.response.headers.get('idempotency-replayed') === 'true';
    const { guard } = this.texts;
    const { count, number } = this.format;
    const paid = -entry.creditsDelta;
    const spent = count(guard.charged, paid, { left: number(balance) });
    const values = { missing: number(shortfall), required: number(paid + shortfall) };
    const lack = shortfall ? `. ${fill(guard.shortfall, values)}` : '';
    this.#say(replayed ? guard.replayed : spent + lack);
    const detail: Charged = { entry, receipt, balance, replayed, demo };
    this.#dispatch(replayed ? 'cz-credits-replayed' : 'cz-credits-charged', detail);
  }

  async #block(why: Problem): Promise<void> {
    if (why.code === 'forbidden') this.#mistaken(why.detail);
    this.#dispatch('cz-credits-blocked', { problem: why });
    if (why.code === 'insufficient_credits') await this.store.refresh();
    this.#show(shownOf(why));
  }

  #dispatch(name: string, detail: Charged | Blocked): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #say(note: string): void {
    clearTimeout(this.#noteEnds);
    this.#note = note;
    if (note) this.#noteEnds = setTimeout(() => this.#say(''), NOTE_FOR_MS);
    this.changed();
  }
}

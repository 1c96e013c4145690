import { html, nothing, type TemplateResult } from 'lit-html';
import { failure } from './account/failure.js';
import { accountFormat } from './account/format.js';
import { notices } from './account/notices.js';
import { pages } from './account/pages.js';
import { payment } from './account/payment.js';
import { emptyMatrix, emptyState } from './account/placeholder.js';
import { planChoice } from './account/plan-choice.js';
import type { Scene } from './account/scene.js';
import { sections } from './account/sections.js';
import { css } from './account/style.js';
import { CreditsElement, define } from './element.js';
import { localeOf } from './language.js';

const LOOK_AT_THE_CLOCK_EVERY_MS = 10_000;

/**
 * `<cz-credits-account product="…" lang="…">`: what somebody has, what things cost, how to get more, and where it went.
 * `#plan` and `#top-up` in the address lead to these sections; a payment comes back to them.
 */
export class CzCreditsAccount extends CreditsElement {
  static readonly observedAttributes = ['product', 'lang'];
  readonly #pages = pages(this.store, () => this.changed());
  readonly #payment = payment(this.store, () => this.changed());
  readonly #choice = planChoice(this.store, {
    changed: () => this.changed(),
    pay: (url) => this.#payment.leave(url),
  });
  #version = 0;
  #isLookedAt = false;

  constructor() {
    super(css);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { connected: signal } = this;
    if (!signal) return;
    const stop = this.store.subscribe(() => this.#heard());
    const clock = setInterval(() => this.#tick(), LOOK_AT_THE_CLOCK_EVERY_MS);
    signal.addEventListener('abort', () => {
      stop();
      clearInterval(clock);
    });
    addEventListener('hashchange', () => this.#reveal(), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.#payment.comeBack(), {
      signal,
    });
    this.#heard();
  }

  protected override template(): TemplateResult {
    const { problem, status, ...known } = this.store.snapshot;
    const { state = emptyState, matrix = emptyMatrix, mode } = known;
    const { texts } = this;
    const scene: Scene = {
      texts,
      words: texts.account,
      format: accountFormat(localeOf(this), this.format, texts.credits),
      state,
      matrix,
      isDemo: mode === 'demo',
    };
    const again = () => void this.store.refresh();
    const isKnown = known.state !== undefined && known.matrix !== undefined;
    const hasFailed = !isKnown && status === 'failed';
    const parts = {
      choice: this.#choice,
      payment: this.#payment,
      pages: this.#pages,
      product: this.getAttribute('product'),
      now: Date.now(),
    };
    return html`${problem ? failure(scene, problem, again) : nothing}${isKnown ? notices(scene, this.#choice) : nothing}<div
      class=${isKnown ? 'known' : 'unknown'} ?hidden=${hasFailed} ?inert=${!isKnown} aria-busy=${!isKnown}>${sections(scene, parts)}</div>`;
  }

  /** The wallet changed, or is known for the first time. */
  #heard(): void {
    const { matrix, mode, state } = this.store.snapshot;
    this.#pages.take(this.store.snapshot);
    if (!state || !matrix) return;
    const { planId, result } = this.#choice;
    const isMoved = state.version !== this.#version;
    this.#version = state.version;
    // What a change would do was said of a wallet that is another now.
    if (planId && isMoved && !result && !this.#choice.isBusy) void this.#choice.look(planId);
    if (this.#isLookedAt) return;
    this.#isLookedAt = true;
    requestAnimationFrame(() => this.#reveal());
    if (mode === 'live') void this.#payment.comeBack();
  }

  /** Goes to the section that the address names: the browser itself does not look into a shadow root. */
  #reveal(): void {
    const section = this.root.getElementById(location.hash.slice(1));
    section?.scrollIntoView();
    section?.querySelector('h2')?.focus({ preventScroll: true });
  }

  /** Reservations run out by the clock; what that frees is the server's to say. */
  #tick(): void {
    const { state } = this.store.snapshot;
    if (!state?.holds.length) return;
    this.changed();
    const now = Date.now();
    const isOver = state.holds.some(({ expiresAt }) => {
      const past = now - Date.parse(expiresAt);
      return past >= 0 && past < LOOK_AT_THE_CLOCK_EVERY_MS;
    });
    if (isOver) void this.store.refresh();
  }
}

define('cz-credits-account', CzCreditsAccount);

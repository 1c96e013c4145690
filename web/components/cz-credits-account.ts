import { html, nothing, type TemplateResult } from 'lit-html';
import { failure } from './account/failure.js';
import { accountFormat } from './account/format.js';
import { notices } from './account/notices.js';
import { pages } from './account/pages.js';
import { payment } from './account/payment.js';
import { planChoice } from './account/plan-choice.js';
import type { Scene } from './account/scene.js';
import { sections } from './account/sections.js';
import { css } from './account/style.js';
import { CreditsElement } from './element.js';
import { localeOf } from './language.js';

const LOOK_AT_THE_CLOCK_EVERY_MS = 10_000;

/**
 * `<cz-credits-account product="…" lang="…">`: what somebody has, what things cost, how to get more, and where it went.
 * `#plan` and `#top-up` in the address lead to these sections; a payment comes back to them.
 */
export class CzCreditsAccount extends CreditsElement {
  static readonly observedAttributes = ['product', 'lang'];
  readonly #again = (): void => this.changed();
  readonly #pages = pages(this.store, this.#again);
  readonly #payment = payment(this.store, this.#again);
  readonly #choice = planChoice(this.store, {
    changed: this.#again,
    pay: (url) => this.#payment().leave(url),
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
    const again = ({ persisted }: PageTransitionEvent) => persisted && this.#payment().comeBack();
    addEventListener('pageshow', again, { signal });
    this.#heard();
  }

  protected override template(): TemplateResult {
    const { matrix, mode, problem, state, status } = this.store.snapshot;
    const { texts } = this;
    const words = texts.account;
    const format = accountFormat(localeOf(this), this.format, texts.credits);
    const isDemo = mode === 'demo';
    const scene: Scene | undefined = state &&
      matrix && { texts, words, format, state, matrix, isDemo };
    const parts = {
      choice: this.#choice(),
      payment: this.#payment(),
      pages: this.#pages,
      product: this.getAttribute('product'),
      now: Date.now(),
    };
    const wrong = problem && failure({ texts }, problem, () => void this.store.refresh());
    return html`${wrong ?? nothing}${scene ? notices(scene, parts.choice) : nothing}<div ?hidden=${
      !scene && status === 'failed'
    } aria-busy=${!scene}>${sections(words, scene, parts)}</div>`;
  }

  /** The wallet changed, or is known for the first time. */
  #heard(): void {
    const { matrix, mode, state } = this.store.snapshot;
    const { drop, isBusy, look, planId, result } = this.#choice();
    this.#pages.take(this.store.snapshot);
    // Somebody else may be about to come.
    if (!state && planId) drop();
    if (!state) this.#isLookedAt = false;
    if (!state || !matrix) return;
    const isMoved = state.version !== this.#version;
    this.#version = state.version;
    // What a change would do was said of a wallet that is another now.
    if (planId && isMoved && !result && !isBusy) void look(planId);
    if (this.#isLookedAt) return;
    this.#isLookedAt = true;
    requestAnimationFrame(() => this.#reveal());
    if (mode === 'live') void this.#payment().comeBack();
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

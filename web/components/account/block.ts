import { html, nothing } from 'lit-html';
import type { Format } from '../language.js';
import type { CreditsStore, Texts } from '../store.js';
import { sheetOf } from '../style.js';
import { account } from '../texts/en.js';
import { failure } from './failure.js';
import { accountFormat } from './format.js';
import { notices } from './notices.js';
import { pages } from './pages.js';
import { payment } from './payment.js';
import { planChoice } from './plan-choice.js';
import type { Scene } from './scene.js';
import { sections } from './sections.js';
import { css } from './style.js';

/** One for all: an element that is moved in its page gets another block, but keeps its root. */
const sheet = sheetOf(css);

const LOOK_AT_THE_CLOCK_EVERY_MS = 10_000;

/** The element that shows the block. */
export type Host = {
  readonly root: ShadowRoot;
  readonly store: CreditsStore;
  /** Aborted when the element leaves its page. */
  readonly connected: AbortSignal;
  readonly changed: () => void;
  readonly language: () => {
    readonly texts: Texts;
    readonly locale: string;
    readonly format: Format;
  };
  /** The one whose costs are shown; null: all. */
  readonly product: () => string | null;
};

/** What somebody has, what things cost, how to get more, and where it went; with what is chosen in it at the moment. */
export class AccountBlock {
  readonly #host: Host;
  readonly #pages;
  readonly #payment;
  readonly #choice;
  #version = 0;
  #isLookedAt = false;

  constructor(host: Host) {
    const { changed, connected: signal, root, store } = host;
    this.#host = host;
    this.#pages = pages(store, changed);
    this.#payment = payment(store, changed);
    this.#choice = planChoice(store, { changed, pay: (url) => this.#payment().leave(url) });
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    const stop = store.subscribe(() => this.#heard());
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

  template(): unknown {
    const { language, product, store } = this.#host;
    const { matrix, mode, problem, state, status } = store.snapshot;
    const { format: general, locale, texts } = language();
    const words = texts.account ?? account;
    const format = accountFormat(locale, general, texts.credits);
    const isDemo = mode === 'demo';
    const scene: Scene | undefined = state &&
      matrix && { texts, words, format, state, matrix, isDemo };
    const parts = {
      choice: this.#choice(),
      payment: this.#payment(),
      pages: this.#pages,
      product: product(),
      now: Date.now(),
    };
    const wrong = problem && failure({ texts, words }, problem, () => void store.refresh());
    return html`${wrong ?? nothing}${scene ? notices(scene, parts.choice) : nothing}<div ?hidden=${
      !scene && status === 'failed'
    } aria-busy=${!scene}>${sections(words, scene, parts)}</div>`;
  }

  /** The wallet changed, or is known for the first time. */
  #heard(): void {
    const { matrix, mode, state } = this.#host.store.snapshot;
    const { drop, isBusy, look, planId, result } = this.#choice();
    this.#pages.take(this.#host.store.snapshot);
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
    const section = this.#host.root.getElementById(location.hash.slice(1));
    section?.scrollIntoView();
    section?.querySelector('h2')?.focus({ preventScroll: true });
  }

  /** Reservations run out by the clock; what that frees is the server's to say. */
  #tick(): void {
    const { state } = this.#host.store.snapshot;
    if (!state?.holds.length) return;
    this.#host.changed();
    const now = Date.now();
    const isOver = state.holds.some(({ expiresAt }) => {
      const past = now - Date.parse(expiresAt);
      return past >= 0 && past < LOOK_AT_THE_CLOCK_EVERY_MS;
    });
    if (isOver) void this.#host.store.refresh();
  }
}

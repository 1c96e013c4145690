import { render } from 'lit-html';
import { type Format, formatIn, languages, localeOf, type Texts, textsFor } from './language.js';
import { type CreditsStore, creditsStore } from './store.js';
import { sheetOf, tokens } from './style.js';

/** Drawn into a shadow root of its own, again whenever the wallet, the language or an attribute changes. */
export abstract class CreditsElement extends HTMLElement {
  protected readonly root = this.attachShadow({ mode: 'open' });
  protected readonly store: CreditsStore = creditsStore();
  #connected: AbortController | undefined;
  #isDue = false;

  constructor(css: string) {
    super();
    this.root.adoptedStyleSheets = [tokens, sheetOf(css)];
  }

  /** What is shown now, as lit-html takes it; of no interest to pages, so its type stays out of theirs. */
  protected abstract template(): unknown;

  connectedCallback(): void {
    const connected = new AbortController();
    this.#connected = connected;
    const again = (): void => this.changed();
    connected.signal.addEventListener('abort', this.store.subscribe(again));
    languages.addEventListener('come', again, { signal: connected.signal });
    this.draw();
  }

  disconnectedCallback(): void {
    this.#connected?.abort();
    this.#connected = undefined;
  }

  attributeChangedCallback(): void {
    this.changed();
  }

  /** Aborted when the element leaves its page. */
  protected get connected(): AbortSignal | undefined {
    return this.#connected?.signal;
  }

  /** Draws once for all that changes until then. */
  protected changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.#connected) this.draw();
    });
  }

  protected get texts(): Texts {
    return textsFor(this);
  }

  protected get format(): Format {
    return formatIn(localeOf(this));
  }

  /** At once. */
  protected draw(): void {
    render(this.template(), this.root);
  }
}

/** Defines an element, unless another copy of this script did already. */
export const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};

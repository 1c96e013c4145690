import { html, nothing } from 'lit-html';
import type { AccountBlock } from './account/block.js';
import { CreditsElement } from './element.js';
import { localeOf } from './language.js';
import { problem, whatToDo } from './problem.js';

/**
 * `<cz-credits-account product="…" lang="…">`: what somebody has, what things cost, how to get more, and where it went.
 * `#plan` and `#top-up` in the address lead to these sections; a payment comes back to them. What it shows is a module of
 * its own, which pages with the chip alone never load.
 */
export class CzCreditsAccount extends CreditsElement {
  static readonly observedAttributes = ['product', 'lang'];
  #block: AccountBlock | undefined;
  #hasFailed = false;

  constructor() {
    // Until the block is there, what lies below stays out of sight, and so does its moving.
    super(':host{display:block;min-block-size:100vh}');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override template(): unknown {
    if (this.#block) return this.#block.template();
    const { texts } = this;
    const again = () => void this.#load();
    return this.#hasFailed
      ? html`<p role="alert">${whatToDo(texts, problem('unreachable', ''))}</p>
          <button class="button" @click=${again}>${texts.again}</button>`
      : html`${nothing}`;
  }

  async #load(): Promise<void> {
    const { connected } = this;
    const module = await import('./account/block.js').catch(() => undefined);
    if (!connected || connected.aborted) return;
    this.#hasFailed = !module;
    this.#block =
      module &&
      new module.AccountBlock({
        root: this.root,
        store: this.store,
        connected,
        changed: () => this.changed(),
        language: () => ({ texts: this.texts, locale: localeOf(this), format: this.format }),
        product: () => this.getAttribute('product'),
      });
    this.changed();
  }
}

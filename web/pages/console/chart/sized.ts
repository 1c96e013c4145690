import { nothing, render, type TemplateResult } from 'lit-html';
import { AsyncDirective } from 'lit-html/async-directive.js';
import { directive } from 'lit-html/directive.js';

type Draw = (width: number) => TemplateResult;

/** Draws what has to know how wide its place is, and draws it again when that changes. */
class Sized extends AsyncDirective {
  readonly #place = document.createElement('div');
  readonly #observer = new ResizeObserver(() => this.#drawn());
  #draw: Draw | undefined;

  constructor(part: ConstructorParameters<typeof AsyncDirective>[0]) {
    super(part);
    this.#place.className = 'sized';
    this.#observer.observe(this.#place);
  }

  render(draw: Draw): Node {
    this.#draw = draw;
    this.#drawn();
    return this.#place;
  }

  /** Of no width is what is not on the page yet; the observer tells when it is, before anything is painted. */
  #drawn(): void {
    const width = this.#place.clientWidth;
    render(width > 0 && this.#draw ? this.#draw(width) : nothing, this.#place);
  }

  override disconnected(): void {
    this.#observer.disconnect();
  }

  override reconnected(): void {
    this.#observer.observe(this.#place);
  }
}

export const sized = directive(Sized);

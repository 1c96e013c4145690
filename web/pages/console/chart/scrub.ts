import { html, type TemplateResult } from 'lit-html';

/** What is pointed at in a row of places, from the first to the last; nothing, if nothing is. */
export type Scrubbing = {
  readonly label: string;
  readonly count: number;
  readonly at: number | undefined;
  /** What a place says, for those who don't see it. */
  readonly say: (place: number) => string;
  readonly move: (place: number | undefined) => void;
  /** Which place is at that many pixels from the left. */
  readonly placeAt: (x: number) => number;
};

/**
 * Lets one go through a picture's places: with a mouse or a finger along the picture, with the arrow keys on a slider that
 * lies over it unseen.
 */
export const scrubbed = (
  picture: TemplateResult,
  { at, count, label, move, placeAt, say }: Scrubbing,
): TemplateResult => {
  const point = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const place = placeAt(event.clientX - event.currentTarget.getBoundingClientRect().left);
    move(Math.max(0, Math.min(count - 1, place)));
  };
  const slide = ({ target }: Event) => {
    if (target instanceof HTMLInputElement) move(target.valueAsNumber);
  };
  const place = at ?? count - 1;
  return html`<div class="scrubbed" @pointermove=${point} @pointerdown=${point} @pointerleave=${() => move(undefined)}>
    ${picture}
    <input type="range" min="0" max=${count - 1} step="1" .value=${String(place)} aria-label=${label}
      aria-valuetext=${say(place)} @focus=${() => move(place)} @blur=${() => move(undefined)} @input=${slide}>
  </div>`;
};

import { html, type TemplateResult } from 'lit-html';

const WIDTH = 96;
const HEIGHT = 16;

/** A bar for a table's cell: to the right of zero what is gained, to the left what is lost. */
export const signedBar = (
  amount: number,
  { least, most }: { readonly least: number; readonly most: number },
): TemplateResult => {
  const [low, high] = [Math.min(0, least), Math.max(0, most)];
  const perUnit = WIDTH / (high - low || 1);
  const zero = -low * perUnit;
  const length = amount === 0 ? 0 : Math.max(1.5, Math.abs(amount) * perUnit);
  return html`<svg class="chart" width=${WIDTH} height=${HEIGHT} aria-hidden="true">
    <rect class="bar ${amount < 0 ? 'loss' : 'gain'}" x=${amount < 0 ? zero - length : zero} y="4" width=${length}
      height="8" rx="1"></rect>
    <line class="zero" x1=${zero} x2=${zero} y1="0" y2=${HEIGHT}></line>
  </svg>`;
};

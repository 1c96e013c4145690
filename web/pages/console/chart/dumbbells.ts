import { html, svg, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { euroScale, euroTicks, widthOf } from './axis.js';

/** Something that cost one amount and earned another, in euros. */
export type Dumbbell = { readonly name: string; readonly value: number; readonly cost: number };

const ROW = 28;
const STEPS = 4;
/** Below this width a name stands above its row instead of beside it. */
const NARROW = 460;
const SIDES = { name: 172, margin: 84 };

/** Two dots on a line for each: the farther apart, the more is earned; or lost, where the cost is at the right. */
export const dumbbells = (all: readonly Dumbbell[], width: number): TemplateResult => {
  const isNarrow = width < NARROW;
  const across = isNarrow ? width : width - SIDES.name - SIDES.margin;
  const amounts = all.flatMap(({ cost, value }) => [cost, value]);
  const scale = euroScale(amounts, [8, across - 8], STEPS);
  const every = euroTicks(scale, across < 260 ? 2 : STEPS);
  return html`<div class="dumbbells ${isNarrow ? 'narrow' : ''}">
    <ul>${all.map((each) => row(each, across, scale, every))}</ul>
    <svg class="chart ruler" width=${across} height="20" aria-hidden="true"><g class="axis">
      ${every.map(({ text, value }) => {
        const half = widthOf(text) / 2;
        const x = Math.max(half, Math.min(across - half, scale(value)));
        return svg`<text x=${x} y="14" text-anchor="middle">${text}</text>`;
      })}
    </g></svg>
  </div>`;
};

const row = (
  { cost, name, value }: Dumbbell,
  across: number,
  scale: (amount: number) => number,
  ticks: readonly { readonly value: number }[],
): TemplateResult => {
  const [from, to] = [scale(cost), scale(value)];
  const isLoss = value < cost;
  const middle = ROW / 2;
  return html`<li>
    <span class="name" title=${name}>${name}</span>
    <span class="visually-hidden">: value ${format.euros(value)}, estimated cost ${format.euros(cost)}, margin</span>
    <svg class="chart" width=${across} height=${ROW} aria-hidden="true">
      <g class="axis">${ticks.map((tick) => {
        const x = Math.round(scale(tick.value)) + 0.5;
        return svg`<line class="rule" x1=${x} x2=${x} y1="0" y2=${ROW}></line>`;
      })}</g>
      <line class="between ${isLoss ? 'loss' : 'gain'}" x1=${from} x2=${to} y1=${middle} y2=${middle}></line>
      <circle class="dot series-2" cx=${from} cy=${middle} r="5"></circle>
      <circle class="dot series-1" cx=${to} cy=${middle} r="5"></circle>
    </svg>
    <span class="number ${isLoss ? 'loss' : ''}">${format.euros(value - cost)}</span>
  </li>`;
};

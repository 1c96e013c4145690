import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type SVGTemplateResult, svg } from 'lit-html';
import { format } from '../../parts/format.js';

/** No axis of euros is finer than this: cents are the smallest that is written. */
const LEAST_EUROS = 0.04;

/** From the least to the most of some amounts, with zero, in round steps. */
export const euroScale = (
  amounts: readonly number[],
  range: readonly [from: number, to: number],
  steps: number,
): ScaleLinear<number, number> => {
  const least = Math.min(0, ...amounts);
  const most = Math.max(0, ...amounts);
  const domain = most - least < LEAST_EUROS ? [least, least + LEAST_EUROS] : [least, most];
  return scaleLinear().domain(domain).nice(steps).range(range);
};

/** Amounts at the steps of an axis, none finer written than they differ. */
export const euroTicks = (
  scale: ScaleLinear<number, number>,
  steps: number,
): readonly { readonly value: number; readonly text: string }[] => {
  const ticks = scale.ticks(steps);
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const write = step < 0.1 - Number.EPSILON ? format.euros : format.shortEuros;
  return ticks.map((value) => ({ value, text: write(value) }));
};

/** About how wide a label is, in the axes' 12 px. */
export const widthOf = (text: string): number => text.length * 6.8;

/** Lines across a plot, zero stronger than the others, with their amounts at the left. */
export const euroLines = (
  scale: ScaleLinear<number, number>,
  { left, right, steps }: { readonly left: number; readonly right: number; readonly steps: number },
): SVGTemplateResult =>
  svg`<g class="axis">${euroTicks(scale, steps).map(({ text, value }) => {
    const y = Math.round(scale(value)) + 0.5;
    return svg`<line class=${value === 0 ? 'zero' : 'rule'} x1=${left} x2=${right} y1=${y} y2=${y}></line>
    <text x=${left - 8} y=${y} dy="0.32em" text-anchor="end">${text}</text>`;
  })}</g>`;

const STRIDES = [1, 2, 3, 5, 7, 10, 14, 21, 28, 42];

/** Every how manieth of so many places gets a label, so that they don't touch. */
export const strideOf = (count: number, width: number, labelWidth: number): number =>
  STRIDES.find((stride) => (count / stride) * labelWidth <= width) ?? Math.ceil(count / 4);

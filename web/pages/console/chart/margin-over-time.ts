import { scaleBand } from 'd3-scale';
import { area, line } from 'd3-shape';
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit-html';
import { euroLines, euroScale, euroTicks, strideOf, widthOf } from './axis.js';

/** A day or a month, with what was earned and what it cost, in euros. */
export type Bin = {
  readonly key: string;
  readonly tick: string;
  readonly value: number;
  readonly cost: number;
  readonly margin: number;
};

const LINES = { top: 8, bottom: 208, steps: 4 };
const BARS = { top: 244, bottom: 308, steps: 2 };
const HEIGHT = 336;
const LABEL_GAP = 20;

type Places = {
  readonly left: number;
  readonly right: number;
  readonly middle: (index: number) => number;
  readonly band: number;
};

/** Where everything is in a picture of that width; the amounts' labels decide how far it begins from the left. */
const planned = (bins: readonly Bin[], width: number) => {
  const amounts = euroScale(
    bins.flatMap(({ cost, value }) => [cost, value]),
    [LINES.bottom, LINES.top],
    LINES.steps,
  );
  const margins = euroScale(
    bins.map(({ margin }) => margin),
    [BARS.bottom, BARS.top],
    BARS.steps,
  );
  const labels = [...euroTicks(amounts, LINES.steps), ...euroTicks(margins, BARS.steps)];
  const left = Math.ceil(Math.max(...labels.map(({ text }) => widthOf(text)))) + 12;
  const right = width - 4;
  const scale = scaleBand<number>().domain(bins.keys()).range([left, right]).paddingInner(0.25);
  const band = scale.bandwidth();
  const places: Places = { left, right, band, middle: (index) => (scale(index) ?? 0) + band / 2 };
  return { amounts, margins, places };
};

/** Which bin is at that many pixels from the left. */
export const binAt = (bins: readonly Bin[], width: number, x: number): number => {
  const { left, right } = planned(bins, width).places;
  return Math.floor(((x - left) / (right - left)) * bins.length);
};

/** Value and cost as lines; below them the margin, as bars up or down. */
export const marginOverTime = (
  bins: readonly Bin[],
  width: number,
  at: number | undefined,
): TemplateResult => {
  const { amounts, margins, places } = planned(bins, width);
  const { left, middle, right } = places;
  const sides = { left, right };
  return html`<svg class="chart" width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}" aria-hidden="true">
    ${euroLines(amounts, { ...sides, steps: LINES.steps })}
    ${euroLines(margins, { ...sides, steps: BARS.steps })}
    <g class="axis"><text x=${left} y=${BARS.top - 12}>Margin</text></g>
    ${dates(bins, places)}
    ${at === undefined ? '' : svg`<line class="cursor" x1=${middle(at)} x2=${middle(at)} y1=${LINES.top} y2=${BARS.bottom}></line>`}
    <path class="area series-1" d=${areaOf(bins, middle, amounts) ?? ''}></path>
    <path class="line series-2" d=${
      lineOf(
        bins.map(({ cost }) => amounts(cost)),
        middle,
      ) ?? ''
    }></path>
    <path class="line series-1" d=${
      lineOf(
        bins.map(({ value }) => amounts(value)),
        middle,
      ) ?? ''
    }></path>
    ${bins.map((bin, index) => marginBar(bin.margin, index, { margins, places, isDimmed: at !== undefined && at !== index }))}
    ${bins.length === 1 ? dots(bins, 0, amounts, middle) : ''}
    ${at === undefined ? '' : dots(bins, at, amounts, middle)}
  </svg>`;
};

type Scale = (amount: number) => number;

const lineOf = (heights: readonly number[], middle: Places['middle']) =>
  line<number>()
    .x((_, index) => middle(index))
    .y((height) => height)([...heights]);

const areaOf = (bins: readonly Bin[], middle: Places['middle'], amounts: Scale) =>
  area<Bin>()
    .x((_, index) => middle(index))
    .y0(amounts(0))
    .y1(({ value }) => amounts(value))([...bins]);

const marginBar = (
  margin: number,
  index: number,
  {
    isDimmed,
    margins,
    places: { band, middle },
  }: { readonly isDimmed: boolean; readonly margins: Scale; readonly places: Places },
): SVGTemplateResult => {
  const width = Math.max(1, Math.min(28, band));
  const [y, zero] = [margins(margin), margins(0)];
  // What is not nothing is seen, however little it is.
  const height = margin === 0 ? 0 : Math.max(1, Math.abs(y - zero));
  return svg`<rect class="bar ${margin < 0 ? 'loss' : 'gain'} ${isDimmed ? 'dimmed' : ''}" x=${middle(index) - width / 2}
    y=${margin < 0 ? zero : zero - height} width=${width} height=${height} rx="1"></rect>`;
};

const dots = (
  bins: readonly Bin[],
  index: number,
  amounts: Scale,
  middle: Places['middle'],
): SVGTemplateResult => {
  const bin = bins[index];
  if (!bin) return svg``;
  const x = middle(index);
  return svg`<circle class="dot series-2" cx=${x} cy=${amounts(bin.cost)} r="4"></circle>
    <circle class="dot series-1" cx=${x} cy=${amounts(bin.value)} r="4"></circle>`;
};

const dates = (bins: readonly Bin[], { left, middle, right }: Places): SVGTemplateResult => {
  const widest = Math.max(...bins.map(({ tick }) => widthOf(tick)));
  const stride = strideOf(bins.length, right - left, widest + LABEL_GAP);
  return svg`<g class="axis">${bins.map(({ tick }, index) => {
    if (index % stride > 0) return '';
    const half = widthOf(tick) / 2;
    const x = Math.max(left + half - 4, Math.min(right - half, middle(index)));
    return svg`<text x=${x} y=${HEIGHT - 6} text-anchor="middle">${tick}</text>`;
  })}</g>`;
};

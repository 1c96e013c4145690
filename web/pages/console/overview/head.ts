import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { customPeriod, isPeriodName, PERIODS, periodCalled } from './period.js';
import type { Selection } from './selection.js';

type Head = {
  readonly selection: Selection;
  /** Known once the matrix is there. */
  readonly products: readonly string[];
  readonly select: (change: Partial<Selection>) => void;
};

/** What is looked at, and how to look at something else. */
export const head = ({ products, select, selection }: Head): TemplateResult => {
  const { period, product } = selection;
  const known = product && !products.includes(product) ? [product, ...products] : products;
  return html`<div class="head">
    <div><h1>Overview</h1><p>${format.days(period.first, period.last)} · days are UTC</p></div>
    <div class="controls">
      <label><span class="visually-hidden">Product</span>
        <select class="input" .value=${product ?? ''} @change=${(event: Event) =>
          select({ product: chosenIn(event) || undefined, action: undefined })}>
          <option value="">All products</option>
          ${known.map((each) => html`<option value=${each} ?selected=${each === product}>${each.replaceAll('_', ' ')}</option>`)}
        </select></label>
      <label><span class="visually-hidden">Period</span>
        <select class="input" @change=${(event: Event) => selectPeriod(chosenIn(event), selection, select)}>
          ${Object.entries(PERIODS).map(
            ([name, title]) =>
              html`<option value=${name} ?selected=${name === period.name}>${title}</option>`,
          )}
        </select></label>
      ${period.name === 'custom' ? dates(selection, select) : ''}
    </div>
  </div>`;
};

const chosenIn = ({ target }: Event): string =>
  target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target.value : '';

/** A custom period begins as the one that was looked at. */
const selectPeriod = (name: string, selection: Selection, select: Head['select']): void => {
  if (!isPeriodName(name)) return;
  const { first, last } = selection.period;
  const period = name === 'custom' ? customPeriod(first, last) : periodCalled(name, new Date());
  select({ period });
};

const dates = (selection: Selection, select: Head['select']): TemplateResult => {
  const { first, last } = selection.period;
  const input = (label: string, value: string, day: (value: string) => readonly [string, string]) =>
    html`<label class="date"><span class="soft">${label}</span>
      <input class="input" type="date" min="2000-01-01" max="2099-12-31" required .value=${value}
        @change=${({ target }: Event) => {
          if (!(target instanceof HTMLInputElement) || !target.validity.valid) return;
          select({ period: customPeriod(...day(target.value)) });
        }}></label>`;
  return html`${input('from', first, (value) => [value, last])}${input('to', last, (value) => [first, value])}`;
};

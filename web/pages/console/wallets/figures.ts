import { html, type TemplateResult } from 'lit-html';
import type { Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';

export type State = Schemas['State'];

/** What a wallet has, in five numbers; and how near its granted credits are to the cap. */
export const figures = (state: State): TemplateResult => html`
  <dl class="tiles figures panel">
    <div class="tile"><dt>Available</dt><dd>${format.number(state.available)}</dd>
      <dd class="note">of a balance of ${format.number(state.balance)}</dd></div>
    <div class="tile"><dt>Granted</dt><dd>${format.number(state.granted)}</dd>
      <dd class="note"><meter min="0" max=${state.softCap} value=${state.granted} aria-label="Granted credits under the cap"></meter>cap ${format.number(state.softCap)}</dd></div>
    <div class="tile"><dt>Purchased</dt><dd>${format.number(state.purchased)}</dd>
      <dd class="note">${state.purchased < 0 ? 'owed: spent, then clawed back' : 'spent last, never trimmed'}</dd></div>
    <div class="tile"><dt>Held</dt><dd>${format.number(state.held)}</dd>
      <dd class="note">${holdsOf(state)}</dd></div>
    <div class="tile"><dt>Next grant</dt><dd>${format.delta(state.nextGrant.credits)}</dd>
      <dd class="note">on ${format.day(state.nextGrant.at)}${keptBack(state)}</dd></div>
  </dl>
`;

const holdsOf = ({ holds }: State): string =>
  holds.length === 0
    ? 'nothing is reserved'
    : `in ${holds.length} open hold${holds.length === 1 ? '' : 's'}`;

const keptBack = ({ monthlyGrant, nextGrant }: State): string =>
  nextGrant.credits < monthlyGrant ? `, of ${format.number(monthlyGrant)} a month` : '';

/** As large as what will come. */
export const waitingFigures = (): TemplateResult => html`
  <div class="tiles figures panel" aria-hidden="true">${[
    'Available',
    'Granted',
    'Purchased',
    'Held',
    'Next grant',
  ].map(
    (name) =>
      html`<div class="tile"><span class="soft">${name}</span><span class="waiting large">0</span><span class="waiting">of</span></div>`,
  )}</div>
`;

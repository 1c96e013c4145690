import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem, Schemas } from '../../api/api.js';
import { type Format, fill, type Texts } from '../language.js';
import { whatToDo } from '../problem.js';
import type { Snapshot } from '../store.js';
import type { Case } from './case.js';

/** What a dialog is about. */
export type Shown =
  | { readonly asks: 'whether to spend' }
  | {
      readonly asks: 'for a top-up';
      readonly required: number;
      /** When it was refused. */
      readonly available: number;
      readonly href: string;
    }
  | { readonly asks: 'nothing'; readonly problem: Problem };

export type Shows = {
  readonly on: Case;
  readonly snapshot: Snapshot;
  readonly texts: Texts;
  readonly format: Format;
  readonly goOn: () => void;
  readonly close: () => void;
};

export const dialogOf = (shown: Shown, shows: Shows): TemplateResult => {
  switch (shown.asks) {
    case 'whether to spend':
      return confirmation(shows);
    case 'for a top-up':
      return refusal(shown, shows);
    case 'nothing':
      return failure(shown.problem, shows);
  }
};

/** The title has the focus first: a key that is still held down presses nothing. */
const title = (text: string) => html`<h2 id="title" tabindex="-1" autofocus>${text}</h2>`;

const confirmation = ({ close, format, goOn, on, texts: { guard } }: Shows) => {
  const { available, cost, name = '' } = on;
  const left = format.number(Math.max(0, available - cost));
  return html`${title(format.count(guard.confirm, cost))}
    <p>${fill(guard.afterwards, { name, left, available: format.number(available) })}</p>
    <footer><button class="button" @click=${close}>${guard.cancel}</button>
      <button class="button primary" @click=${goOn}>${format.count(guard.spend, cost)}</button></footer>`;
};

/**
 * Not enough: what is needed, what there is, what is missing, and every way on. It follows the wallet, so that whoever
 * tops up in another tab goes on from here.
 */
const refusal = (asked: Refusal, shows: Shows): TemplateResult => {
  const { close, format, goOn, on, snapshot, texts } = shows;
  const { guard } = texts;
  const { required } = asked;
  const { name = '' } = on;
  const available = snapshot.problem ? asked.available : on.available;
  const missing = Math.max(0, required - available);
  const held = snapshot.state?.held ?? 0;
  const figure = (label: string, value: number) =>
    html`<div><dt>${label}</dt><dd class="number">${format.number(value)}</dd></div>`;
  const values = { name, available: format.number(available) };
  return html`${title(missing ? guard.refused : guard.enough)}
    <p>${format.count(guard.needs, required, values)} ${held ? format.count(guard.held, held) : nothing}</p>
    <dl>${figure(guard.required, required)}${figure(guard.available, available)}${figure(guard.missing, missing)}</dl>
    ${missing ? waysOn(asked, missing, shows) : nothing}
    <footer><button class="button" @click=${close}>${texts.close}</button>
      ${
        missing
          ? html`<a class="button primary" part="top-up" href=${asked.href}>${wayOf(shows)}</a>`
          : html`<button class="button primary" @click=${goOn}>${guard.goOn}</button>`
      }</footer>`;
};

type Refusal = Extract<Shown, { asks: 'for a top-up' }>;

const wayOf = ({ snapshot, texts: { guard } }: Shows): string => {
  if (snapshot.mode === 'demo') return guard.signIn;
  return snapshot.matrix?.topUpAvailable ? guard.topUp : guard.account;
};

/** The packs, smallest first, and what the next month brings. */
const waysOn = (
  { href }: Refusal,
  missing: number,
  { format, snapshot, texts }: Shows,
): TemplateResult => {
  const { matrix, mode, state } = snapshot;
  const { guard } = texts;
  const areSold = mode === 'live' && matrix?.topUpAvailable;
  const packs = areSold ? matrix.packs.toSorted((a, b) => a.credits - b.credits) : [];
  const enough = packs.find(({ credits }) => credits >= missing);
  const pack = (each: Schemas['Matrix']['packs'][number]) => html`<li>
    <a class="pack" part="pack" href=${href}><strong>${each.name}</strong>
      ${each === enough ? html`<span>${guard.covers}</span>` : nothing}
      <strong class="number">${format.money(each.price)}</strong></a></li>`;
  const next = state?.nextGrant;
  return html`${packs.length ? html`<ul>${packs.map(pack)}</ul>` : nothing}
    ${next?.credits ? html`<p>${format.count(guard.next, next.credits, { day: format.day(next.at) })}</p>` : nothing}
    ${mode === 'demo' ? html`<p>${texts.demoHint}</p>` : nothing}`;
};

/** Anything else that went wrong: what to do, and what support will ask for. */
const failure = (problem: Problem, { close, goOn, texts }: Shows): TemplateResult => {
  const { guard } = texts;
  const { status, traceId } = problem;
  const mayHelp = status < 400 || status > 404;
  return html`${title(guard.failed)}
    <p>${whatToDo(texts, problem)} ${mayHelp ? guard.onceOnly : nothing}</p>
    ${traceId ? html`<p><small>Trace ${traceId}</small></p>` : nothing}
    <footer><button class="button" @click=${close}>${texts.close}</button>
      ${mayHelp ? html`<button class="button primary" @click=${goOn}>${texts.again}</button>` : nothing}</footer>`;
};

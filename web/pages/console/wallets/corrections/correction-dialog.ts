import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../../api/api.js';
import { problemNotice } from '../../../parts/problem-notice.js';
import { issuesOf } from '../../entry/issues.js';
import { addressOf } from '../../ledger/search-address.js';
import type { Correction } from './correction.js';
import { effectLines } from './effect.js';
import { type Effect, nameOf, type Order } from './order.js';
import { newKey, previewOrder, type Sender, sendOrder } from './send-order.js';
import { sentOrders } from './sent-orders.js';
import { openUnsettled } from './unsettled-dialog.js';

type Stage =
  | {
      readonly at: 'writing';
      readonly problem?: Problem;
      readonly issues?: ReadonlyMap<string, string>;
    }
  | { readonly at: 'previewing' }
  | { readonly at: 'previewed'; readonly order: Order; readonly effect: Effect }
  | { readonly at: 'sending'; readonly order: Order; readonly effect: Effect }
  | {
      readonly at: 'unknown';
      readonly order: Order;
      readonly effect: Effect;
      readonly problem: Problem;
    }
  | { readonly at: 'booked'; readonly order: Order; readonly effect: Effect };

type Given = Sender & {
  /** Something was sent: what is shown of the wallet is old now. */
  readonly onSent: () => void;
};

/**
 * Asks for a correction, shows what it would do, and books it once. What was sent before and may be booked comes first:
 * beside it a new order, with a key of its own, could be the same once more.
 */
export const openCorrection = (place: HTMLElement, given: Given, correction: Correction): void => {
  const { clientId } = correction;
  const begin = () => ask(place, given, correction);
  if (sentOrders(given.operator).of(clientId).length === 0) begin();
  else openUnsettled(place, { ...given, clientId }, begin);
};

const ask = (place: HTMLElement, given: Given, correction: Correction): void => {
  const dialog = document.createElement('dialog');
  dialog.className = 'correction';
  dialog.setAttribute('aria-labelledby', 'correction-title');
  let stage: Stage = { at: 'writing' };
  let key = newKey();
  let turn = 0;

  const show = (next: Stage) => {
    stage = next;
    render(view(), dialog);
  };
  const rewritten = () => {
    turn += 1; // a preview that is still on its way is of something else
    if (stage.at !== 'writing' || stage.problem || stage.issues) show({ at: 'writing' });
  };
  const preview = async (event: SubmitEvent) => {
    event.preventDefault();
    if (stage.at !== 'writing' || !(event.target instanceof HTMLFormElement)) return;
    const written = correction.read(new FormData(event.target));
    if ('issues' in written) return show({ at: 'writing', issues: written.issues });
    turn += 1;
    const mine = turn;
    show({ at: 'previewing' });
    const { order } = written;
    const answer = await previewOrder(given, { key, order });
    if (mine !== turn) return;
    if (answer.ok) return show({ at: 'previewed', order, effect: answer.value });
    show({ at: 'writing', problem: answer.problem });
  };
  const send = async () => {
    if (stage.at !== 'previewed' && stage.at !== 'unknown') return;
    const { effect, order } = stage;
    const wasOpen = stage.at === 'unknown';
    show({ at: 'sending', order, effect });
    const outcome = await sendOrder(given, { key, order }, wasOpen);
    if (outcome.came === 'unknown')
      show({ at: 'unknown', order, effect, problem: outcome.problem });
    else if (outcome.came === 'booked') show({ at: 'booked', order, effect: outcome.effect });
    else {
      key = newKey();
      show({ at: 'writing', problem: outcome.problem });
    }
    given.onSent();
  };
  const view = () => html`
    <form @submit=${preview} @input=${rewritten} novalidate>
      <header><h2 id="correction-title">${correction.title}</h2><p class="soft">${correction.lead}</p></header>
      <div class="fields" ?hidden=${stage.at === 'booked'}>${correction.fields({
        locked: stage.at === 'sending' || stage.at === 'unknown' || stage.at === 'booked',
        issues: issuesIn(stage),
      })}</div>
      <div class="outcome" aria-live="polite">${outcomeOf(stage, correction, key)}</div>
      <footer>
        <button class="button quiet" type="button" @click=${() => dialog.close()}>${WAY_OUT[stage.at]}</button>
        ${buttons(stage, correction, send)}
      </footer>
    </form>`;

  dialog.addEventListener('close', () => dialog.remove());
  place.append(dialog);
  show(stage);
  dialog.showModal();
};

/** What was sent is not called back by leaving. */
const WAY_OUT: Readonly<Record<Stage['at'], string>> = {
  writing: 'Cancel',
  previewing: 'Cancel',
  previewed: 'Cancel',
  sending: 'Close',
  unknown: 'Close',
  booked: 'Close',
};

const issuesIn = (stage: Stage): ReadonlyMap<string, string> =>
  stage.at === 'writing' ? (stage.issues ?? issuesOf(stage.problem)) : new Map();

const outcomeOf = (stage: Stage, { done }: Correction, key: string): TemplateResult => {
  switch (stage.at) {
    case 'writing':
      return stage.problem && issuesOf(stage.problem).size === 0
        ? refused(stage.problem)
        : html`<p class="soft">Nothing is written before you have seen what it does.</p>`;
    case 'previewing':
      return html`<p class="waiting">Nothing is written before you have seen what it does.</p>`;
    case 'previewed':
    case 'sending':
      return html`<h3>What it would do</h3>${effectLines(stage.effect)}`;
    case 'unknown':
      return notKnown(stage.order, key, stage.problem);
    case 'booked':
      return html`<div class="notice good"><strong>${done}</strong>${
        stage.effect.replayed
          ? html`<span>An earlier attempt had arrived: it was booked once.</span>`
          : ''
      }</div>${effectLines(stage.effect)}<p><a href=${entryAddress(stage.order, key)}>See the entry in the ledger</a></p>`;
  }
};

/** Whoever may only look is no mistake: it is said without alarm. */
const refused = (problem: Problem): TemplateResult =>
  problem.code === 'forbidden'
    ? html`<div class="notice warn" role="alert"><strong>You may look at wallets, not correct them</strong>
        <span>${problem.detail}. Whoever sets CZ_ADMIN_USERS can give you “adjust”.</span></div>`
    : problemNotice(problem);

const notKnown = (order: Order, key: string, { code, detail }: Problem): TemplateResult =>
  code === 'idempotency_key_reused'
    ? html`<div class="notice warn" role="alert">
    <strong>Its key is in use: another order is booked under it</strong>
    <span><a href=${entryAddress(order, key)} target="_blank">Look at that entry</a> before you order anything again.</span>
    <small>${detail}</small>
  </div>`
    : html`<div class="notice warn" role="alert">
    <strong>${code === 'unreachable' ? 'No answer came: it may be booked, or not' : 'It may be booked, or not'}</strong>
    <span>Send it again: it has a key of its own, and is booked once. Or <a href=${entryAddress(order, key)} target="_blank">look for its entry</a>.</span>
    <small>${detail}</small>
  </div>`;

const entryAddress = (order: Order, key: string): string =>
  addressOf({ text: nameOf(order, key), client: order.clientId });

const buttons = (stage: Stage, { verb }: Correction, send: () => Promise<void>) => {
  switch (stage.at) {
    case 'writing':
    case 'previewing':
      return html`<button class="button primary" ?disabled=${stage.at === 'previewing'}>Preview</button>`;
    case 'previewed':
      return html`<button class="button primary" type="button" @click=${send}>${verb(stage.effect)}</button>`;
    case 'sending':
      return html`<button class="button primary" type="button" aria-disabled="true">Booking…</button>`;
    case 'unknown':
      return stage.problem.code === 'idempotency_key_reused'
        ? nothing
        : html`<button class="button primary" type="button" @click=${send}>Send again</button>`;
    case 'booked':
      return nothing;
  }
};

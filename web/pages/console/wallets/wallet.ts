import { html, render, type TemplateResult } from 'lit-html';
import { answerOf } from '../../../api/api.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { copyButton } from '../entry/copy-button.js';
import { waitingRows } from '../entry/entry-rows.js';
import { issuesOf } from '../entry/issues.js';
import { type Loaded, loadedFrom } from '../entry/loaded.js';
import { visitsOf } from '../entry/visited.js';
import { walletOf } from '../ledger/search-address.js';
import type { View } from '../view.js';
import { adjustment } from './corrections/adjustment.js';
import type { Correction } from './corrections/correction.js';
import { openCorrection } from './corrections/correction-dialog.js';
import { openOrders } from './corrections/open-orders.js';
import { planAssignment } from './corrections/plan-assignment.js';
import { reversal } from './corrections/reversal.js';
import { figures, type State, waitingFigures } from './figures.js';
import { holdsPanel } from './holds-panel.js';
import { lookUp } from './look-up.js';
import { planPanel } from './plan-panel.js';
import { accessSection, eventSection } from './sections.js';
import { statementSection } from './statement-section.js';
import { tabNamed, tabs } from './tabs.js';
import { tailSection } from './tail-section.js';

const TAIL = 20;

/** One wallet: what it has, what became of it, and what an operator can put right. */
export const wallet: View = (place, { api, clientId: operator, query, rest: clientId, signal }) => {
  let loaded: Loaded<State> = { at: 'waiting' };
  let tab = tabNamed(query.get('tab'));
  let run = new AbortController();
  let section: (() => TemplateResult) | undefined;
  let trouble: TemplateResult | undefined;

  const ask = (over: AbortSignal, before?: number) => {
    const wanted = { clientId, tail: String(TAIL), ...(before && { before: String(before) }) };
    return answerOf(api.GET('/api/credits-state', { params: { query: wanted }, signal: over }));
  };
  const load = async () => {
    run.abort();
    run = new AbortController();
    const over = AbortSignal.any([signal, run.signal]);
    const answer = await ask(over);
    if (over.aborted) return;
    loaded = loadedFrom(answer);
    if (answer.ok) {
      tail.renew(answer.value);
      visitsOf('wallets').remember({ name: clientId, address: walletOf(clientId) });
    }
    openTab(tab);
  };
  const correct = (correction: Correction | undefined) => {
    const given = { api, operator, onSent: () => void load() };
    if (correction) openCorrection(place, given, correction);
  };
  let isAskingForPlans = false;
  const assignPlan = async (state: State) => {
    if (isAskingForPlans) return;
    isAskingForPlans = true;
    const answer = await answerOf(api.GET('/api/credits-matrix', { signal }));
    isAskingForPlans = false;
    trouble = answer.ok ? undefined : problemNotice(answer.problem);
    if (answer.ok) correct(planAssignment(state, answer.value.plans));
    else show();
  };
  const openTab = (name: typeof tab) => {
    tab = name;
    section = sectionOf();
    show();
  };
  const sectionOf = (): (() => TemplateResult) | undefined => {
    if (loaded.at !== 'here') return undefined;
    const given = { api, clientId, signal, redraw: show };
    if (tab === 'entries') return tail.show;
    if (tab === 'statement') return statementSection({ ...given, month: monthOf(loaded.value) });
    return tab === 'stripe' ? eventSection(given) : accessSection(given);
  };
  const tail = tailSection({
    ask: (before) => ask(AbortSignal.any([signal, run.signal]), before),
    onReverse: (entry) => correct(reversal(entry)),
    redraw: () => show(),
  });
  const open = openOrders({
    api,
    operator,
    clientId,
    redraw: () => show(),
    onSent: () => void load(),
  });
  const turnTo = (name: typeof tab) => {
    history.pushState(null, '', `${walletOf(clientId)}${name === 'entries' ? '' : `?tab=${name}`}`);
    openTab(name);
  };
  const show = (): void => {
    render(
      html`<div class="view wallets">
        ${head({ clientId, loaded, onAdjust: () => correct(adjustment(clientId)), onPlan: (state) => void assignPlan(state) })}
        ${trouble ?? ''}${open()}
        ${loaded.at === 'not here' ? refused(loaded, () => void load()) : ''}
        ${loaded.at === 'waiting' ? html`${waitingFigures()}<section class="panel">${waitingRows(6)}</section>` : ''}
        ${
          loaded.at === 'here'
            ? html`${unopened(loaded.value)}${figures(loaded.value)}
              <div class="columns">${planPanel(loaded.value)}${holdsPanel(loaded.value)}</div>
              <section class="panel">
                <header>${tabs(clientId, tab, turnTo)}${tab === 'entries' ? tail.sparkline() : ''}</header>
                ${section?.()}
              </section>`
            : ''
        }
      </div>`,
      place,
    );
  };

  show();
  void load();
};

type Head = {
  readonly clientId: string;
  readonly loaded: Loaded<State>;
  readonly onAdjust: () => void;
  readonly onPlan: (state: State) => void;
};

const head = ({ clientId, loaded, onAdjust, onPlan }: Head): TemplateResult => html`
  <div class="head">
    <div class="whose"><h1>Wallet</h1><p class="with-copy"><code>${clientId}</code>${copyButton(clientId, 'the client id')}</p></div>
    <div class="controls">
      ${lookUp(loaded.at === 'not here' ? issuesOf(loaded.problem).get('clientId') : undefined)}
      <button class="button" type="button" ?disabled=${loaded.at !== 'here'}
        @click=${() => loaded.at === 'here' && onPlan(loaded.value)}>Assign a plan</button>
      <button class="button primary" type="button" ?disabled=${loaded.at !== 'here'} @click=${onAdjust}>Adjust credits</button>
    </div>
  </div>
`;

const refused = ({ problem }: Extract<Loaded<State>, { at: 'not here' }>, again: () => void) =>
  issuesOf(problem).has('clientId') ? '' : problemNotice(problem, again);

const unopened = ({ version }: State): TemplateResult | '' =>
  version > 0
    ? ''
    : html`<div class="notice"><strong>This wallet is not opened yet</strong>
        <span>Nothing is written: below is what it would be with its first entry. An id that is misspelt looks the same, so compare it once more.</span></div>`;

/** The month that the wallet's own clock is in: the one before its next grant. */
const monthOf = ({ nextGrant }: State): string =>
  new Date(Date.parse(nextGrant.at) - 1).toISOString().slice(0, 7);

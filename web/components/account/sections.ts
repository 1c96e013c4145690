import { html, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import { costs } from './costs.js';
import { history } from './history.js';
import { holds } from './holds.js';
import { packs } from './packs.js';
import type { Pages } from './pages.js';
import type { Payment } from './payment.js';
import type { PlanChoice } from './plan-choice.js';
import { plans } from './plans.js';
import type { Scene } from './scene.js';
import { summary } from './summary.js';

export type Parts = {
  readonly choice: PlanChoice;
  readonly payment: Payment;
  readonly pages: Pages;
  /** Of which product the costs are shown; of all, if null. */
  readonly product: string | null;
  readonly now: number;
};

/** The whole block, one section below the other; as long as there is nothing to show, the place that it will take. */
export const sections = (
  words: Scene['words'],
  scene: Scene | undefined,
  parts: Parts,
): TemplateResult => {
  const section = (
    id: string,
    title: string,
    note: string,
    body: (scene: Scene) => TemplateResult,
  ) =>
    html`<section id=${id} aria-labelledby="${id}-title">
      <header><h2 id="${id}-title" tabindex="-1">${title}</h2><p>${note}</p></header>
      <div class="body">${scene ? body(scene) : html`<div class="panel waiting"></div>`}</div>
    </section>`;
  const onPlan = scene ? fill(words.onPlan, { plan: scene.state.plan.name }) : '…';
  return html`${section('credits', words.title, onPlan, summary)}${section(
    'plan',
    words.plan,
    words.planNote,
    (scene) => plans(scene, parts.choice),
  )}${section('top-up', words.topUp, words.topUpNote, (scene) =>
    packs(scene, parts.payment),
  )}${section('costs', words.costs, words.costsNote, (scene) =>
    costs(scene, parts.product),
  )}${section('holds', words.reserved, words.holdsNote, (scene) =>
    holds(scene, parts),
  )}${section('history', words.history, words.historyNote, (scene) => history(scene, parts.pages))}`;
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import { failure } from './failure.js';
import { focusOn } from './focus-on.js';
import type { Change, PlanChoice } from './plan-choice.js';
import { planName, readable, type Scene } from './scene.js';

type Plan = Scene['matrix']['plans'][number];

/** The plans as cards to choose from, and what the choice would come to. */
export const plans = (scene: Scene, choice: PlanChoice): TemplateResult => {
  const { plans } = scene.matrix;
  const cards = plans.map((plan, at) => card(scene, choice, plan, plans[at - 1]));
  return html`<fieldset ?disabled=${choice.isBusy}><legend class="said">${scene.words.plan}</legend>${cards}</fieldset>
  <div class="outcome" role="status" tabindex="-1">${outcome(scene, choice)}</div>`;
};

const card = (scene: Scene, choice: PlanChoice, plan: Plan, before?: Plan): TemplateResult => {
  const { format, state, words } = scene;
  const { features, monthlyGrant, name, planId, price, selfService, softCap } = plan;
  const current = state.plan.planId;
  const isCurrent = planId === current;
  const isChosen = planId === ((!choice.result && choice.planId) || current);
  const hasAll = before?.features.every((each) => features.includes(each));
  const more = features.filter((each) => !hasAll || !before?.features.includes(each));
  const list = [
    ...(hasAll && before ? [fill(words.everything, { plan: before.name })] : []),
    ...more.map((each) => words.features[each] ?? readable(each)),
  ];
  const free = selfService ? words.noPrice : words.byArrangement;
  return html`<label class="panel card">
    <span class="line"><b>${name}</b>${isCurrent ? html`<span class="badge current">${words.current}</span>` : nothing}<input
      type="radio" name="plan" value=${planId} .checked=${isChosen} ?disabled=${!isCurrent && !selfService && !price}
      @change=${() => (isCurrent ? choice.drop() : choice.look(planId))}></span>
    <span><b class="mid">${format.number(monthlyGrant)}</b> ${words.perMonth}</span>
    <small>${fill(words.cap, { cap: format.number(softCap) })}</small>
    <ul>${list.map((each) => html`<li>${each}</li>`)}</ul>
    <b>${price ? fill(words.price, { price: format.money(price) }) : free}</b>
  </label>`;
};

const outcome = (scene: Scene, choice: PlanChoice): TemplateResult | typeof nothing => {
  const { isBusy, planId, preview, result } = choice;
  const { state, words } = scene;
  if (!planId) return nothing;
  const answer = result ?? preview;
  if (answer && !answer.ok) return failure(scene, answer.problem, () => choice.look(planId));
  const change = answer?.value;
  const plan = planName(scene, planId);
  const isDue = change?.status === 'payment_required';
  const stay = (event: Event) => {
    focusOn(event, `[name=plan][value="${CSS.escape(state.plan.planId)}"]`);
    choice.drop();
  };
  const take = (event: Event) => {
    focusOn(event, '.outcome');
    void choice.take(planId);
  };
  return html`<div class="notice ${result ? 'good' : ''}"><p>${
    change ? effect(scene, planId, change, result !== undefined) : words.asking
  }</p>${
    change?.portalUrl
      ? html`<a class="button" href=${change.portalUrl}>${words.bills}</a>`
      : nothing
  }${
    result
      ? nothing
      : html`<span class="line"><button class="button primary" ?disabled=${!preview || isBusy} @click=${take}>${
          isDue ? words.pay : fill(words.change, { plan })
        }</button><button class="button" ?disabled=${isBusy} @click=${stay}>${fill(words.stay, {
          plan: state.plan.name,
        })}</button></span>`
  }</div>`;
};

/** What a plan does to the wallet, by the server's word. */
const effect = (scene: Scene, planId: string, change: Change, isDone: boolean): string => {
  const { format, matrix, words } = scene;
  const { balance, granted, next, status, trimmed } = change;
  const plan = matrix.plans.find((each) => each.planId === planId);
  const isDue = status === 'payment_required';
  const moved = trimmed ? words.cut : granted ? words.added : words.kept;
  const text = `${isDone && !isDue ? words.did : words.would} ${isDue ? words.paidFirst : moved}`;
  return fill(next ? words.next : text, {
    plan: planName(scene, next?.planId ?? planId),
    credits: format.credits(trimmed || granted),
    balance: format.number(balance),
    cap: format.number(plan?.softCap ?? 0),
    price: plan?.price ? format.money(plan.price) : '',
    date: next ? format.dayOfYear(next.at) : '',
  });
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { fill } from '../language.js';
import { failure } from './failure.js';
import type { PlanChoice } from './plan-choice.js';
import { planName, readable, type Scene } from './scene.js';

type Plan = Scene['matrix']['plans'][number];

/** The plans as cards to choose from, and what the choice would come to. */
export const plans = (scene: Scene, choice: PlanChoice): TemplateResult => {
  const { matrix, words } = scene;
  return html`<fieldset ?disabled=${choice.isBusy}>
    <legend class="said">${words.plan}</legend>
    ${repeat(
      matrix.plans,
      ({ planId }) => planId,
      (plan, at) => card(scene, choice, plan, matrix.plans[at - 1]),
    )}
  </fieldset>
  <div class="outcome" role="status" tabindex="-1">${outcome(scene, choice)}</div>`;
};

const card = (scene: Scene, choice: PlanChoice, plan: Plan, before?: Plan): TemplateResult => {
  const { format, state, words } = scene;
  const isCurrent = plan.planId === state.plan.planId;
  const isOffered = plan.selfService || plan.price !== undefined;
  const all = before?.features.every((each) => plan.features.includes(each)) ?? false;
  const features = plan.features.filter((each) => !all || !before?.features.includes(each));
  return html`<label class="panel card">
    <span class="line"><b>${plan.name}</b>${
      isCurrent ? html`<span class="badge accent">${words.current}</span>` : nothing
    }<input type="radio" name="plan" value=${plan.planId} .checked=${plan.planId === (choice.planId ?? state.plan.planId)}
      ?disabled=${!isCurrent && !isOffered}
      @change=${() => (isCurrent ? choice.drop() : choice.look(plan.planId))}></span>
    <span><b class="mid">${format.number(plan.monthlyGrant)}</b> ${words.perMonth}</span>
    <small>${fill(words.cap, { cap: format.number(plan.softCap) })}</small>
    <ul>${all && before ? html`<li>${fill(words.everything, { plan: before.name })}</li>` : nothing}${features.map(
      (each) => html`<li>${feature(words.features, each)}</li>`,
    )}</ul>
    <span class="price">${price(scene, plan)}</span>
  </label>`;
};

const feature = (known: Readonly<Record<string, string>>, id: string): string =>
  known[id] ?? readable(id);

const price = ({ format, words }: Scene, { price, selfService }: Plan): string => {
  if (price) return fill(words.pricePerMonth, { price: format.money(price) });
  return selfService ? words.noPrice : words.byArrangement;
};

const outcome = (scene: Scene, choice: PlanChoice): TemplateResult | typeof nothing => {
  const { planId, preview, result } = choice;
  const { state, words } = scene;
  if (result) {
    return result.ok
      ? html`<div class="notice good"><p>${done(scene, result.value)}</p>${
          result.value.portalUrl
            ? html`<a class="button" href=${result.value.portalUrl}>${words.bills}</a>`
            : nothing
        }</div>`
      : failure(scene, result.problem);
  }
  if (!planId) return nothing;
  if (preview && !preview.ok) {
    return failure(scene, preview.problem, () => choice.look(planId));
  }
  const needsPayment = preview?.value.status === 'payment_required';
  return html`<div class="notice"><p>${
    preview ? wouldBe(scene, planId, preview.value) : words.asking
  }</p><span class="acts"><button class="button primary" ?disabled=${!preview || choice.isBusy}
    @click=${(event: Event) => {
      focusOn(event, '.outcome');
      void choice.take(planId);
    }}>${
      needsPayment ? words.pay : fill(words.change, { plan: planName(scene, planId) })
    }</button><button class="button" ?disabled=${choice.isBusy} @click=${(event: Event) => {
      focusOn(event, `[name=plan][value=${CSS.escape(state.plan.planId)}]`);
      choice.drop();
    }}>${fill(words.stay, {
      plan: state.plan.name,
    })}</button></span></div>`;
};

type Change = Extract<NonNullable<PlanChoice['preview']>, { ok: true }>['value'];

const valuesOf = (scene: Scene, planId: string, { balance, granted, next, trimmed }: Change) => {
  const { format, matrix } = scene;
  const plan = matrix.plans.find((each) => each.planId === planId);
  return {
    plan: planName(scene, next?.planId ?? planId),
    credits: format.credits(granted || trimmed),
    balance: format.number(balance),
    cap: format.number(plan?.softCap ?? 0),
    grant: format.credits(plan?.monthlyGrant ?? 0),
    price: plan?.price ? format.money(plan.price) : '',
    date: next ? format.dayOfYear(next.at) : '',
  };
};

const wouldBe = (scene: Scene, planId: string, change: Change): string => {
  const { words } = scene;
  const text = () => {
    if (change.status === 'payment_required') return words.wouldCost;
    if (change.trimmed > 0) return words.wouldCut;
    if (change.granted > 0) return words.wouldAdd;
    if (change.status === 'changed') return words.wouldKeep;
    return change.next ? words.wouldWait : words.wouldNothing;
  };
  return fill(text(), valuesOf(scene, planId, change));
};

const done = (scene: Scene, change: Change): string => {
  const { words } = scene;
  const text = () => {
    if (change.status === 'payment_required') return words.unpaid;
    if (change.trimmed > 0) return words.cut;
    if (change.granted > 0) return words.added;
    return change.next ? words.wouldWait : words.changed;
  };
  return fill(text(), valuesOf(scene, change.plan.planId, change));
};

/** Before a button goes that has the focus, so that nobody is thrown back to the top of the page. */
const focusOn = ({ currentTarget }: Event, selector: string): void => {
  if (!(currentTarget instanceof Element)) return;
  const root = currentTarget.getRootNode();
  if (root instanceof ShadowRoot) root.querySelector<HTMLElement>(selector)?.focus();
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import type { PlanChoice } from './plan-choice.js';
import { planName, type Scene } from './scene.js';

/** What somebody should know before all else, with what to do about it. */
export const notices = (scene: Scene, choice: PlanChoice): TemplateResult => {
  const { format, isDemo, state, texts, words } = scene;
  const { purchased, subscription } = state;
  const planId = subscription?.planId ?? '';
  const plan = planName(scene, planId);
  const day = (at = '') => at && format.dayOfYear(at);
  const act = (label: string) => html`<button class="button" ?disabled=${choice.isBusy}
    @click=${() => choice.take(planId)}>${label}</button>`;
  const { fallsBackAt, next, pastDueSince } = subscription ?? {};
  return html`${
    isDemo
      ? html`<div class="notice"><p><span class="badge">${texts.demo}</span> ${texts.demoHint}</p></div>`
      : nothing
  }${
    pastDueSince
      ? html`<div class="notice warn"><p>${fill(words.pastDue, { plan, since: day(pastDueSince) })} ${
          fallsBackAt ? fill(words.fallsBack, { date: day(fallsBackAt) }) : nothing
        }</p>${act(words.payNow)}</div>`
      : nothing
  }${
    next
      ? html`<div class="notice"><p>${fill(words.nextPlan, {
          plan: planName(scene, next.planId),
          date: day(next.at),
        })}</p>${act(fill(words.keepPlan, { plan }))}</div>`
      : nothing
  }${
    purchased < 0
      ? html`<div class="notice warn"><p>${fill(words.owed, { credits: format.credits(-purchased) })}</p></div>`
      : nothing
  }`;
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import { focusOn } from './focus-on.js';
import type { PlanChoice } from './plan-choice.js';
import { planName, type Scene } from './scene.js';

/** What somebody should know before all else, with what to do about it. */
export const notices = (scene: Scene, choice: PlanChoice): readonly unknown[] => {
  const { format, isDemo, state, texts, words } = scene;
  const { purchased, subscription } = state;
  const { fallsBackAt, next, pastDueSince, planId = '' } = subscription ?? {};
  const plan = planName(scene, planId);
  const dated = (text: string, at: string, of = plan) =>
    fill(text, { plan: of, date: format.dayOfYear(at) });
  const act = (label: string) => {
    const take = (event: Event) => {
      focusOn(event, '.outcome');
      void choice.take(planId);
    };
    return html`<button class="button" ?disabled=${choice.isBusy} @click=${take}>${label}</button>`;
  };
  return [
    isDemo && notice(html`<span class="badge">${texts.demo}</span> ${texts.demoHint}`),
    pastDueSince &&
      notice(
        `${dated(words.pastDue, pastDueSince)} ${fallsBackAt ? dated(words.fallsBack, fallsBackAt) : ''}`,
        act(words.pay),
      ),
    next &&
      notice(
        dated(words.next, next.at, planName(scene, next.planId)),
        act(fill(words.stay, { plan })),
      ),
    purchased < 0 && notice(fill(words.owed, { credits: format.credits(-purchased) })),
  ].map((each) => each || nothing);
};

const notice = (text: unknown, act: unknown = nothing): TemplateResult =>
  html`<div class="notice"><p>${text}</p>${act}</div>`;

import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import type { State } from './figures.js';

/** What brings credits every month, and who pays for it. */
export const planPanel = (state: State): TemplateResult => html`
  <section class="panel">
    <header><h2>${state.plan.name} <span class="soft">plan</span></h2>${subscriptionBadge(state)}</header>
    <dl class="body pairs">
      <div><dt>Monthly grant</dt><dd>${format.number(state.monthlyGrant)}</dd></div>
      <div><dt>Soft cap</dt><dd>${format.number(state.softCap)}</dd></div>
      ${subscriptionLines(state)}
      <div><dt>Features</dt><dd class="words">${state.plan.features.map((feature) => html`<span class="badge">${feature}</span> `)}</dd></div>
      <div><dt>Enforcement</dt><dd class="words">${
        state.enforce ? 'on: what can’t be paid is refused' : 'off: a lack is only warned of'
      }</dd></div>
    </dl>
  </section>
`;

const subscriptionBadge = ({ subscription }: State): TemplateResult => {
  if (!subscription) return html`<span class="badge">no subscription</span>`;
  return subscription.status === 'past_due'
    ? html`<span class="badge bad">past due</span>`
    : html`<span class="badge good">paid by subscription</span>`;
};

const subscriptionLines = ({ subscription }: State): TemplateResult | '' => {
  if (!subscription) return '';
  const { fallsBackAt, next, pastDueSince, planId } = subscription;
  return html`
    <div><dt>Paid for</dt><dd class="words">${planId}</dd></div>
    ${pastDueSince ? html`<div><dt>Past due since</dt><dd>${format.moment(pastDueSince)} UTC</dd></div>` : ''}
    ${fallsBackAt ? html`<div><dt>Falls back at</dt><dd>${format.moment(fallsBackAt)} UTC</dd></div>` : ''}
    ${next ? html`<div><dt>Next</dt><dd class="words">${next.planId}, ${format.moment(next.at)} UTC</dd></div>` : ''}
  `;
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { fill } from '../language.js';
import { failure } from './failure.js';
import type { Payment } from './payment.js';
import type { Scene } from './scene.js';

type Pack = Scene['matrix']['packs'][number];

/** What can be bought once, and what came of the last payment. */
export const packs = (scene: Scene, payment: Payment): TemplateResult => {
  const { format, matrix, state, words } = scene;
  const date = format.dayOfYear(state.nextGrant.at);
  return html`<div role="status">${news(scene, payment)}</div>${
    matrix.topUpAvailable
      ? html`<ul class="panel rows">${repeat(
          matrix.packs,
          ({ packId }) => packId,
          (pack) => row(scene, payment, pack),
        )}</ul>`
      : html`<p class="panel empty">${fill(words.noTopUp, { date })}</p>`
  }`;
};

const row = (scene: Scene, payment: Payment, pack: Pack): TemplateResult => {
  const { format, isDemo, matrix, words } = scene;
  const [first = pack] = matrix.packs;
  const saved = 1 - costOfOne(pack) / costOfOne(first);
  const price = format.money(pack.price);
  return html`<li class="pack">
    <span><b>${pack.name}</b><small>${fill(words.perCredit, {
      price: format.each(pack),
    })}</small></span>
    ${saved >= 0.01 ? html`<span class="badge good">${fill(words.saves, { percent: format.percent(saved) })}</span>` : nothing}
    <span class="number">${price}</span>
    <button class="button" ?disabled=${isDemo} aria-disabled=${payment.ordering !== undefined}
      aria-label=${isDemo ? nothing : fill(words.buyFor, { pack: pack.name, price })}
      @click=${() => payment.order(pack.packId)}>${isDemo ? words.signInToBuy : words.buy}</button>
  </li>`;
};

const costOfOne = ({ credits, price }: Pack): number => price.amountMinor / credits;

const news = (scene: Scene, { news, retry }: Payment): TemplateResult | typeof nothing => {
  const { format, state, words } = scene;
  if (!news) return nothing;
  if (news.kind === 'failed') return failure(scene, news.problem, retry);
  const isPaid = news.kind === 'paid' || news.kind === 'planPaid';
  const credits = 'credits' in news ? format.credits(news.credits) : '';
  return html`<div class="notice ${isPaid ? 'good' : ''}"><p>${fill(words[news.kind], {
    credits,
    plan: state.plan.name,
    balance: format.number(state.balance),
  })}</p></div>`;
};

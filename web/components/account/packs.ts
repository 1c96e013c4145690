import { html, nothing, type TemplateResult } from 'lit-html';
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
      ? html`<ul class="panel rows">${matrix.packs.map((pack) => row(scene, payment, pack))}</ul>`
      : html`<p class="panel empty">${fill(words.noTopUp, { date })}</p>`
  }`;
};

const row = (scene: Scene, { order, ordering }: Payment, pack: Pack): TemplateResult => {
  const { format, matrix, words } = scene;
  const [first = pack] = matrix.packs;
  const saved = 1 - costOfOne(pack) / costOfOne(first);
  const price = format.money(pack.price);
  return html`<li>
    <span><b>${pack.name}</b><small>${fill(words.perCredit, { price: format.each(pack) })} ${
      saved >= 0.01
        ? html`<span class="plus">${fill(words.saves, { percent: format.percent(saved) })}</span>`
        : nothing
    }</small></span>
    <span class="number">${price}</span>
    <button class="button" aria-disabled=${ordering !== undefined} aria-label=${fill(words.buyFor, { pack: pack.name, price })}
      @click=${() => order(pack.packId)}>${words.buy}</button>
  </li>`;
};

const costOfOne = ({ credits, price }: Pack): number => price.amountMinor / credits;

const news = (scene: Scene, { news, retry }: Payment): TemplateResult | typeof nothing => {
  const { format, state, words } = scene;
  if (!news) return nothing;
  if (news.kind === 'failed') return failure(scene, news.problem, retry);
  const isPaid = news.kind === 'paid';
  const text = isPaid ? `${news.isPlan ? words.did : ''} ${words.added}` : words[news.kind];
  return html`<div class="notice ${isPaid ? 'good' : ''}"><p>${fill(text, {
    credits: isPaid ? format.credits(news.credits) : '',
    plan: state.plan.name,
    balance: format.number(state.balance),
  })}</p></div>`;
};

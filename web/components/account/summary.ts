import { html, type TemplateResult } from 'lit-html';
import { fill } from '../language.js';
import type { Scene } from './scene.js';

/** How many credits there are, of which kind, and when the next ones come. */
export const summary = (scene: Scene): TemplateResult => {
  const { format, state, words } = scene;
  const { available, balance, granted, held, nextGrant, purchased, softCap } = state;
  const { number } = format;
  const level = fill(words.ofCap, { n: number(granted), cap: number(softCap) });
  const share = softCap > 0 ? Math.min(100, (granted / softCap) * 100) : 0;
  const stats = [
    [words.included, granted],
    [words.purchased, purchased],
    [words.reserved, held],
  ] as const;
  return html`<div class="panel sum">
    <div class="line">
      <p class="number"><b class="big">${number(balance)}</b><small>${fill(words.available, { n: number(available) })}</small></p>
      <dl class="stats">${stats.map(
        ([name, value]) =>
          html`<div><dt>${name}</dt><dd class="number">${number(value)}</dd></div>`,
      )}</dl>
    </div>
    <svg role="meter" aria-label=${words.included} aria-valuemin="0" aria-valuemax=${softCap}
      aria-valuenow=${granted} aria-valuetext=${level}><rect width="100%" height="8" rx="4" class="track"></rect><rect
      width="${share}%" height="8" rx="4"></rect></svg>
    <div class="line"><small>${level}</small><small>${fill(words.nextGrant, {
      n: number(nextGrant.credits),
      date: format.dayOfYear(nextGrant.at),
    })}${keptBack(scene)}</small></div>
  </div>`;
};

/** What the next grant will lose to the cap, if the plan stays and nothing is spent until then. */
const keptBack = ({ format, state, words }: Scene): string => {
  const { monthlyGrant, nextGrant, subscription } = state;
  const kept = monthlyGrant - nextGrant.credits;
  if (kept <= 0 || subscription?.next || subscription?.fallsBackAt) return '';
  return `; ${fill(words.keptBack, { n: format.number(kept) })}`;
};

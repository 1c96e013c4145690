import { html, type TemplateResult } from 'lit-html';
import { ranking } from './ranking.js';
import { type Overview, TOP } from './read-overview.js';

/** Those that were charged most. A click shows one over time. */
export const topActions = (
  { actions, selection, totals }: Overview,
  choose: (actionId: string) => void,
): TemplateResult =>
  ranking({
    title: 'Top actions by credits',
    total: totals.credits,
    ranked: actions
      .toSorted((a, b) => b.credits - a.credits)
      .slice(0, TOP)
      .map(({ credits, key, name }) => ({
        credits,
        name: html`<button class="plain" aria-pressed=${key === selection.action} @click=${() => choose(key)}>${name}</button>`,
      })),
  });

/** Who was charged most, each with a way to their wallet. */
export const topClients = (
  { clients, clientsTotal, nameOf, selection: { action } }: Overview,
  download: TemplateResult,
): TemplateResult =>
  ranking({
    title: `Top clients ${action ? `of ${nameOf(action)} ` : ''}by credits`,
    total: clientsTotal.credits,
    download,
    ranked: clients.map(({ credits, key }) => ({
      credits,
      name: html`<a href="#/wallets/${encodeURIComponent(key)}">${key}</a>`,
    })),
  });

import { html, type TemplateResult } from 'lit-html';
import { type Api, answerOf, type Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { walletOf } from '../ledger/search-address.js';
import { type Loaded, loadedFrom } from './loaded.js';
import type { Visit } from './visited.js';

export type Clients = Loaded<Schemas['Metrics']>;

const SHOWN = 6;

/** Who spent something this month. */
export const clientsOfMonth = async (api: Api, signal: AbortSignal): Promise<Clients> => {
  const query = { groupBy: 'client', orderBy: 'credits', limit: String(SHOWN) } as const;
  const answer = await answerOf(api.GET('/api/credits-metrics', { params: { query }, signal }));
  if (!answer.ok) return loadedFrom(answer);
  const { value } = answer;
  return typeof value === 'string' ? { at: 'waiting' } : { at: 'here', value };
};

/** Where one may go on from: where one was, and who is busy. */
export const startingPoints = (
  title: string,
  visits: readonly Visit[],
  clients: Clients,
): TemplateResult => html`
  <div class="columns">
    <section class="panel">
      <header><h2>${title}</h2></header>
      ${
        visits.length === 0
          ? html`<div class="empty"><span>Nothing yet in this tab.</span></div>`
          : html`<ul class="links">${visits.map(
              ({ address, name }) => html`<li><a href=${address}><span>${name}</span></a></li>`,
            )}</ul>`
      }
    </section>
    <section class="panel">
      <header><h2>Clients of this month</h2><span class="soft">credits spent</span></header>
      ${busiest(clients)}
    </section>
  </div>
`;

const busiest = (clients: Clients): TemplateResult => {
  if (clients.at === 'waiting') {
    return html`<ul class="links" aria-hidden="true">${Array.from({ length: 3 }, () => html`<li><span class="waiting">client</span></li>`)}</ul>`;
  }
  if (clients.at === 'not here') {
    return html`<div class="empty"><span>${clients.problem.detail}</span></div>`;
  }
  const { groups } = clients.value;
  if (groups.length === 0)
    return html`<div class="empty"><span>Nobody has spent anything yet.</span></div>`;
  return html`<ul class="links">${groups.map(
    ({ credits, key }) =>
      html`<li><a href=${walletOf(key)}><span>${key}</span><span class="number">${format.number(credits)}</span></a></li>`,
  )}</ul>`;
};

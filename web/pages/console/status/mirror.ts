import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import type { Backlog } from './read-status.js';

/** What the mirror lacks: how much, since when, and what keeps it. */
export const mirror = (backlog: Backlog): TemplateResult => {
  const { failure, lag, setAside, waitingSeconds, walletsBehind, walletsSetAside } = backlog;
  return html`<section class="panel">
    <header><h2>Mirror in Odoo</h2></header>
    <dl class="facts">
      ${fact('Entries behind', format.number(lag))}
      ${fact('Wallets behind', format.number(walletsBehind))}
      ${fact('Waiting for', waitingSeconds > 0 ? duration(waitingSeconds) : '–')}
      ${fact('Wallets set aside', format.number(walletsSetAside))}
    </dl>
    ${failure ? html`<div class="inset"><div class="notice warn"><strong>It took nothing the last time</strong><span>${failure}</span></div></div>` : ''}
    ${setAside.length > 0 ? tableOf(setAside, walletsSetAside) : ''}
  </section>`;
};

export const fact = (name: string, value: TemplateResult | string): TemplateResult =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const duration = (seconds: number): string => {
  if (seconds < 120) return `${format.number(seconds)} s`;
  return seconds < 7200
    ? `${format.number(Math.floor(seconds / 60))} min`
    : `${format.number(Math.floor(seconds / 3600))} h`;
};

const tableOf = (setAside: Backlog['setAside'], count: number): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Wallets that are set aside"><table>
    <thead><tr><th scope="col">Wallet</th><th scope="col" class="number">Entry</th><th scope="col">Why it waits</th>
      <th scope="col" class="number">Attempts</th><th scope="col">Tried again (UTC)</th></tr></thead>
    <tbody>${setAside.map(
      ({ attempts, clientId, reason, retryAt, seq }) => html`<tr>
        <td><a href="#/wallets/${encodeURIComponent(clientId)}">${clientId}</a></td>
        <td class="number">${format.number(seq)}</td><td>${reason}</td>
        <td class="number">${format.number(attempts)}</td><td>${format.moment(retryAt)}</td>
      </tr>`,
    )}</tbody>
  </table></div>
  ${count > setAside.length ? html`<p class="soft inset">${format.number(count - setAside.length)} more are set aside.</p>` : ''}`;

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';

type Statement = Schemas['Statement'];
type Liability = Statement['totals']['liability'][number];
type Cash = NonNullable<Statement['cash']>;
type CashSum = Cash['sums'][number];
type Difference = Cash['differences'][number];

const money = (amountMinor: number, currency: string): string =>
  format.money({ amountMinor, currency });

/** What it takes away, with its sign; nothing is nothing. */
const less = (amountMinor: number, currency: string): string =>
  amountMinor === 0 ? money(0, currency) : money(-amountMinor, currency);

/** What is owed in credits for money that came, in a column for each currency. */
export const liabilityPanel = (liability: readonly Liability[]): TemplateResult => html`
  <section class="panel">
    <header><h2 id="liability-head">Liability</h2><span class="soft">Paid for, and not used yet</span></header>
    ${
      liability.length === 0
        ? html`<div class="empty"><strong>Nothing is owed</strong><span>No credits were paid for up to the end of this month.</span></div>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="liability-head"><table class="lines">
          <thead><tr><th scope="col">Line</th>${liability.map(({ currency }) => html`<th scope="col" class="number">${currency.toUpperCase()}</th>`)}</tr></thead>
          <tbody>
            ${liabilityRow('Opening', liability, (of) => money(of.opening, of.currency), 'balance')}
            ${liabilityRow('Bought', liability, (of) => money(of.bought, of.currency))}
            ${liabilityRow('Returned', liability, (of) => less(of.returned, of.currency))}
            ${liabilityRow('Used: earned in the month', liability, (of) => less(of.used, of.currency))}
          </tbody>
          <tfoot>
            ${liabilityRow('Closing', liability, (of) => money(of.closing, of.currency), 'balance')}
            ${liabilityRow('Owed for credits', liability, (of) => format.number(of.credits), 'of')}
          </tfoot>
        </table></div>`
    }
  </section>
`;

const liabilityRow = (
  title: string,
  liability: readonly Liability[],
  show: (of: Liability) => string,
  kind = '',
): TemplateResult =>
  html`<tr class=${kind}><th scope="row">${title}</th>${liability.map(
    (of) => html`<td class="number">${show(of)}</td>`,
  )}</tr>`;

/** What Stripe booked for packs, beside what was credited. */
export const cashPanel = (cash: Statement['cash']): TemplateResult => html`
  <section class="panel" aria-labelledby="cash-head">
    <header><h2 id="cash-head">Stripe’s cash</h2>${cash ? verdict(cash) : nothing}</header>
    ${cash ? booked(cash) : notSetUp}
  </section>
`;

const notSetUp = html`<div class="empty"><strong>Nobody can pay here</strong>
  <span>Stripe is not configured, so there is no cash to compare with: set <code>STRIPE_SECRET_KEY</code>.</span></div>`;

const verdict = ({ differences }: Cash): TemplateResult =>
  differences.length === 0
    ? html`<span class="badge good">Ties out</span>`
    : html`<span class="badge bad">${differences.length === 1 ? '1 difference' : `${format.number(differences.length)} differences`}</span>`;

const booked = ({ differences, sums }: Cash): TemplateResult =>
  sums.length === 0
    ? html`<div class="empty"><strong>No money moved</strong><span>Neither Stripe nor the ledger has a pack in this month.</span></div>`
    : html`${sums.map(sumTable)} ${differences.length > 0 ? differenceTable(differences) : nothing}`;

const sumTable = ({ currency, ledger, provider }: CashSum): TemplateResult => {
  const off = provider.net - ledger.net;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Cash in ${currency.toUpperCase()}"><table class="lines">
    <thead><tr><th scope="col">${currency.toUpperCase()}</th><th scope="col" class="number">Stripe booked</th><th scope="col" class="number">Ledger has</th></tr></thead>
    <tbody>
      <tr><th scope="row">Paid</th><td class="number">${money(provider.paid, currency)}</td><td class="number">${money(ledger.bought, currency)}</td></tr>
      <tr><th scope="row">Refunded</th><td class="number">${less(provider.refunded, currency)}</td><td class="number soft">–</td></tr>
      <tr><th scope="row">Disputed</th><td class="number">${less(provider.disputed, currency)}</td><td class="number soft">–</td></tr>
      <tr><th scope="row">Returned, both</th><td class="number">${less(provider.refunded + provider.disputed, currency)}</td>
        <td class="number">${less(ledger.returned, currency)}</td></tr>
    </tbody>
    <tfoot>
      <tr class="balance"><th scope="row">Net</th><td class="number">${money(provider.net, currency)}</td><td class="number">${money(ledger.net, currency)}</td></tr>
      <tr class="of"><th scope="row">Stripe less ledger</th><td></td><td class="number">${money(off, currency)}</td></tr>
    </tfoot>
  </table></div>`;
};

const differenceTable = (differences: readonly Difference[]): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Differences"><table class="differences">
    <caption>Payments of which the two do not say the same</caption>
    <thead><tr><th scope="col">Client and checkout</th><th scope="col" class="number">Stripe: paid, returned</th>
      <th scope="col" class="number">Ledger: bought, returned</th><th scope="col">What it looks like</th></tr></thead>
    <tbody>${differences.map(
      ({ clientId, currency, ledger, provider, sessionId }) => html`<tr>
        <th scope="row"><a href="#/wallets/${encodeURIComponent(clientId)}">${clientId}</a><br><code class="soft">${sessionId}</code></th>
        <td class="number">${money(provider.paid, currency)}<br>${less(provider.returned, currency)}</td>
        <td class="number">${money(ledger.bought, currency)}<br>${less(ledger.returned, currency)}</td>
        <td class="why">${likely(provider, ledger)}</td>
      </tr>`,
    )}</tbody>
  </table></div>
`;

/** What mostly stands behind such a difference, and what to do. */
const likely = (
  provider: Difference['provider'],
  ledger: Difference['ledger'],
): TemplateResult | string => {
  if (provider.paid > 0 && ledger.bought === 0) {
    return html`Paid, not credited in this month. If the next month has it the other way round, the month turned in between; else <code>npm run stripe:reconcile</code> credits it.`;
  }
  if (ledger.bought > 0 && provider.paid === 0) {
    return html`Credited, not paid in this month: the month turned in between, or it was paid at another account. <code>npm run stripe:reconcile</code> says which.`;
  }
  if (provider.returned > ledger.returned) {
    return html`Went back at Stripe alone: a refund that is pending, is worth less than a credit, or was never heard of. <code>npm run stripe:reconcile</code> says which.`;
  }
  return html`Ask <code>npm run stripe:reconcile</code>.`;
};

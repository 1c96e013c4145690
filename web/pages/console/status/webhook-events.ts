import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { EVENTS_OF_DAYS, type Part, type WebhookEvent } from './read-status.js';

/** What Stripe sent and was not taken: refused needs somebody, failed comes again by itself. */
export const webhookEvents = (events: Part<readonly WebhookEvent[]>): TemplateResult => html`
  <section class="panel">
    <header><div><h2>Stripe’s events that were not taken</h2>
      <p class="soft">Of the last ${EVENTS_OF_DAYS} days. What is refused needs somebody to look: <code>docs/stripe.md</code>
        has what to do. What failed comes again by itself.</p></div></header>
    ${events.ok ? listed(events.value) : html`<div class="body">${missing(events)}</div>`}
  </section>`;

const missing = ({ problem }: Extract<Part<unknown>, { ok: false }>): TemplateResult =>
  problem.code === 'not_configured'
    ? html`<p class="soft">This ledger has no database in which Stripe’s events are taken down.</p>`
    : problemNotice(problem);

const listed = (events: readonly WebhookEvent[]): TemplateResult =>
  events.length === 0
    ? html`<div class="empty"><strong>None</strong><span>Every event that came was taken.</span></div>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Events that were not taken"><table>
      <thead><tr><th scope="col">Event</th><th scope="col">Fate</th><th scope="col">Why</th><th scope="col">Client</th>
        <th scope="col" class="number">Deliveries</th><th scope="col">Last came (UTC)</th></tr></thead>
      <tbody>${events.map(row)}</tbody>
    </table></div>`;

const row = (event: WebhookEvent): TemplateResult => {
  const { clientId, deliveries, eventId, fate, lastSeenAt, objectId, reason, traceId, type } =
    event;
  return html`<tr>
    <td><code>${type}</code><br><small class="soft"><code>${eventId}</code> · <code>${objectId}</code></small></td>
    <td><span class="badge ${fate === 'refused' ? 'bad' : 'warn'}">${fate}</span></td>
    <td>${reason ?? '–'}<br><small class="soft">Trace <code>${traceId}</code></small></td>
    <td>${clientId ? html`<a href="#/wallets/${encodeURIComponent(clientId)}">${clientId}</a>` : '–'}</td>
    <td class="number">${format.number(deliveries)}</td>
    <td>${format.moment(lastSeenAt)}</td>
  </tr>`;
};

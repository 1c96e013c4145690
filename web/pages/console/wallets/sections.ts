import { html, type TemplateResult } from 'lit-html';
import { type Api, answerOf, type Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { accessList } from '../entry/access-list.js';
import { ledgerOf } from '../ledger/search-address.js';
import { pagedSection } from './paged-section.js';

type Given = {
  readonly api: Api;
  readonly clientId: string;
  readonly signal: AbortSignal;
  readonly redraw: () => void;
};

/** What operators did at a wallet. */
export const accessSection = ({ api, clientId, ...given }: Given): (() => TemplateResult) =>
  pagedSection({
    ...given,
    none: 'No operator was at this wallet before you.',
    list: accessList,
    ask: async (before) => {
      const query = { clientId, limit: '50', ...(before && { before }) };
      const { signal } = given;
      const answer = await answerOf(api.GET('/v1/admin/audit', { params: { query }, signal }));
      if (!answer.ok) return answer;
      const { accesses, next } = answer.value;
      return { ...answer, value: { items: accesses, next: next?.toString() } };
    },
  });

/** What Stripe told of a client, and what became of it. */
export const eventSection = ({ api, clientId, ...given }: Given): (() => TemplateResult) =>
  pagedSection({
    ...given,
    none: 'Stripe has told nothing of this client.',
    list: eventList,
    ask: async (after) => {
      const query = { clientId, limit: '50', ...(after && { after }) };
      const { signal } = given;
      const answer = await answerOf(
        api.GET('/v1/admin/webhook-events', { params: { query }, signal }),
      );
      if (!answer.ok) return answer;
      const { events, next } = answer.value;
      return { ...answer, value: { items: events, next } };
    },
  });

type Event = Schemas['WebhookEvents']['events'][number];

const TONES: Readonly<Record<Event['fate'], string>> = {
  handled: 'good',
  ignored: '',
  refused: 'bad',
  failed: 'warn',
};

const eventList = (events: readonly Event[]): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Events of Stripe"><table class="accesses">
    <thead><tr><th>First seen (UTC)</th><th>Event</th><th>About</th><th>Fate</th><th class="number">Deliveries</th><th>Trace</th></tr></thead>
    <tbody>${events.map(
      ({ deliveries, eventId, fate, firstSeenAt, objectId, reason, traceId, type }) => html`<tr>
        <td><time datetime=${firstSeenAt}>${format.moment(firstSeenAt)}</time></td>
        <td>${type}<br><code class="soft">${eventId}</code></td>
        <td><a href=${ledgerOf('stripeId', objectId)}><code>${objectId}</code></a></td>
        <td><span class="badge ${TONES[fate]}">${fate}</span>${reason ? html`<br><small>${reason}</small>` : ''}</td>
        <td class="number">${format.number(deliveries)}</td>
        <td><a href=${ledgerOf('traceId', traceId)} title=${traceId}><code>${traceId.slice(0, 8)}</code></a></td>
      </tr>`,
    )}</tbody>
  </table></div>
`;

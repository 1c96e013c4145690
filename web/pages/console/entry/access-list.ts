import { html, type TemplateResult } from 'lit-html';
import type { Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { ledgerOf } from '../ledger/search-address.js';

type Access = Schemas['Audit']['accesses'][number];

/** What operators did, or were kept from doing, as the audit trail has it. */
export const accessList = (accesses: readonly Access[]): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label="What operators did"><table class="accesses">
    <thead><tr><th>Time (UTC)</th><th>Who</th><th>Doing</th><th>Status</th><th>Request</th><th>Trace</th></tr></thead>
    <tbody>${accesses.map(
      (access) => html`<tr>
        <td><time datetime=${access.at}>${format.moment(access.at)}</time></td>
        <td>${access.who}</td>
        <td>${access.doing}</td>
        <td>${statusBadge(access.status)}</td>
        <td class="request"><code>${access.request}</code></td>
        <td><a href=${ledgerOf('traceId', access.traceId)} title=${access.traceId}><code>${access.traceId.slice(0, 8)}</code></a></td>
      </tr>`,
    )}</tbody>
  </table></div>
`;

/** A write is taken down as begun before it is made, and once more with what came of it. */
const BEGUN = 102;

const statusBadge = (status: number): TemplateResult => {
  if (status === BEGUN)
    return html`<span class="badge" title="Taken down before it was made">begun</span>`;
  const tone = status < 400 ? 'good' : 'bad';
  return html`<span class="badge ${tone}">${status}</span>`;
};

import { html, type TemplateResult } from 'lit-html';
import { type Clients, startingPoints } from '../entry/starting-points.js';
import type { Visit } from '../entry/visited.js';

const PASTABLE: readonly (readonly [what: string, such: string, where: string])[] = [
  [
    'Trace id',
    '4bf92f3577b34da6a3ce929d0e0e4736',
    'x-trace-id of an answer, or of a line in the log',
  ],
  ['Entry name', 'CZ_SMCR|debit|order-77', 'out of Odoo, as finance sees it'],
  [
    'Stripe id',
    'cs_… pi_… ch_… re_… sub_… evt_…',
    'of a payment, refund, dispute, subscription or event',
  ],
  ['Client id', 'user_2ab…', 'who somebody is at Clerk'],
  ['Idempotency key', 'question-1', 'what a product named its request by'],
];

/** Before anything was looked for: what can be, and where one may go on from. */
export const ledgerStart = (visits: readonly Visit[], clients: Clients): TemplateResult => html`
  <section class="panel">
    <header><h2>What can be pasted</h2></header>
    <dl class="pastable">${PASTABLE.map(
      ([what, such, where]) =>
        html`<div><dt>${what}</dt><dd><code>${such}</code><small>${where}</small></dd></div>`,
    )}</dl>
  </section>
  ${startingPoints('Your last searches', visits, clients)}
`;

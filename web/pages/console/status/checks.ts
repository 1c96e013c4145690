import { html, type TemplateResult } from 'lit-html';
import type { Check, Health } from './read-status.js';

type Meaning = Readonly<Record<Check['status'], TemplateResult>>;

/** What each outcome of a check means, and what to do about it. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ledger: {
    ok: html`It answers: credits are charged, granted and read.`,
    warning: html`It answers, and something about it needs a look.`,
    failed: html`It can’t be reached: every debit is answered with 503, and nothing is charged. See that the database is up
      and lets this deployment in; <code>docs/operating.md</code> has the incident step by step.`,
  },
  mirror: {
    ok: html`Odoo has what the ledger has, or will in a moment.`,
    warning: html`Odoo lacks entries, and charging does not wait for it. What is behind, and why, is below;
      <code>POST /api/credits-sync</code> tries at once, <code>docs/odoo.md</code> says what the reasons mean.`,
    failed: html`What Odoo lacks can’t be read. Charging does not wait for it; it comes back with the ledger.`,
  },
  configuration: {
    ok: html`Complete.`,
    warning: html`Set it where this is deployed, then deploy again; the README names every variable.`,
    failed: html`Set it where this is deployed, then deploy again; the README names every variable.`,
  },
};

const BADGES: Readonly<Record<Check['status'], TemplateResult>> = {
  ok: html`<span class="badge good">OK</span>`,
  warning: html`<span class="badge warn">Warning</span>`,
  failed: html`<span class="badge bad">Failed</span>`,
};

const VERDICTS: Readonly<
  Record<Health['status'], { readonly tone: string; readonly says: string }>
> = {
  ok: { tone: 'good', says: 'All is well' },
  degraded: { tone: 'warn', says: 'Works, but something needs a look' },
  unavailable: { tone: 'bad', says: 'Nothing can be charged now' },
};

/** The sentence above everything else. */
export const verdict = ({ status }: Health): TemplateResult => {
  const { says, tone } = VERDICTS[status];
  return html`<p class="notice ${tone} verdict" role="status"><strong>${says}</strong></p>`;
};

export const checks = (health: Health): TemplateResult => html`<section class="panel">
  <header><h2>Checks</h2></header>
  <ul class="checks">${health.checks.map(
    ({ detail, name, status }) => html`<li>
      <span class="name">${name.charAt(0).toUpperCase()}${name.slice(1)}</span>
      <div>${detail ? html`<p>${detail}.</p>` : ''}<p class="soft">${MEANINGS[name]?.[status] ?? ''}</p></div>
      ${BADGES[status]}
    </li>`,
  )}</ul>
</section>`;

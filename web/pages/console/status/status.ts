import { html, render, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { isSessionOver, sessions } from '../session-over.js';
import type { Given, View } from '../view.js';
import { checks, verdict } from './checks.js';
import { fact, mirror } from './mirror.js';
import { type Part, readStatus, type Status } from './read-status.js';
import { webhookEvents } from './webhook-events.js';

const REFRESH_MS = 30_000;
const TELL_AGE_MS = 5_000;

const LEDGERS = { embedded: 'Embedded (PGlite)', postgres: 'PostgreSQL', odoo: 'Odoo' } as const;

/** Whether it works, and what lags; read again every half minute while somebody looks. */
export const status: View = (place, given) => {
  let shown: Status | undefined;
  let isReading = false;
  const draw = () => {
    if (!given.signal.aborted)
      render(
        view(shown, isReading, () => void read()),
        place,
      );
  };
  const read = async () => {
    if (isReading) return;
    isReading = true;
    draw();
    const answer = await readStatus(given.api, given.signal);
    isReading = false;
    shown = answer;
    draw();
  };
  const readWhenDue = () => {
    if (isSessionOver()) return; // it would only ask whoever looks to sign in, again and again
    const isDue = !shown || Date.now() - shown.readAt >= REFRESH_MS;
    if (isDue && document.visibilityState === 'visible') void read();
  };
  every(TELL_AGE_MS, given, () => {
    readWhenDue();
    draw();
  });
  document.addEventListener('visibilitychange', readWhenDue, { signal: given.signal });
  sessions.addEventListener('back', () => void read(), { signal: given.signal });
  void read();
};

const every = (milliseconds: number, { signal }: Given, tick: () => void): void => {
  const timer = setInterval(tick, milliseconds);
  signal.addEventListener('abort', () => clearInterval(timer));
};

const view = (
  shown: Status | undefined,
  isReading: boolean,
  again: () => void,
): TemplateResult => html`
  <div class="view status" aria-busy=${shown ? 'false' : 'true'}>
    <div class="head">
      <div><h1>Status</h1><p>${shown ? `Updated ${format.ago(Date.now() - shown.readAt)}` : 'Asking …'}</p></div>
      <div class="controls"><button class="button" aria-disabled=${isReading ? 'true' : 'false'} @click=${again}>Refresh</button></div>
    </div>
    ${shown ? filled(shown, again) : waiting}
  </div>`;

const waiting = html`<div class="waiting verdict-place"></div><div class="waiting panel-place"></div>
  <div class="waiting panel-place"></div>`;

const filled = ({ events, health, isEnforced }: Status, again: () => void): TemplateResult => {
  if (!health.ok) return html`${problemNotice(health.problem, again)}${webhookEvents(events)}`;
  const { ledger, mirror: backlog, version } = health.value;
  return html`${verdict(health.value)}
    <section class="panel"><dl class="facts">
      ${fact('Ledger', LEDGERS[ledger])}
      ${fact('Version', version)}
      ${fact('Without enough credits', enforcement(isEnforced))}
      ${fact('Mirror', health.value.checks.some(({ name }) => name === 'mirror') ? 'Odoo' : 'None')}
    </dl></section>
    ${checks(health.value)}
    ${backlog ? mirror(backlog) : ''}
    ${webhookEvents(events)}`;
};

const enforcement = (isEnforced: Part<boolean>): TemplateResult => {
  if (!isEnforced.ok) return html`<span title=${isEnforced.problem.detail}>unknown</span>`;
  return isEnforced.value
    ? html`actions are refused`
    : html`only warned <small class="soft"><code>CZ_CREDITS_ENFORCE=1</code> refuses</small>`;
};

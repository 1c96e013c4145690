import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { App } from '../../lib/compose.js';
import { credits } from '../../lib/wallet/credits.js';
import { clientId, idempotencyKey, traceId } from '../../lib/wallet/ids.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { findingsOf } from '../ledger/contract/stage.js';
import { range } from '../ledger/racing/answers.js';
import type { Reply } from '../support/reply.js';
import { openOdooApi } from './odoo-api.js';

const CALLERS = 32;
const CLIENTS = 8;
/** Debits that go well before the outage, and after it. */
const ENOUGH = 2 * CALLERS;
const LOSING_EVERY_MS = 300;
const PATIENT = { timeout: 60_000 };
/** More than all callers can ask for while it lasts, however fast the machine. */
const FUNDS = credits(1_000_000);

type Ask = ReturnType<typeof askOf>;
/** Where Odoo was when a debit was sent, and when it was answered. */
type Sent = {
  readonly ask: Ask;
  readonly reply: Reply;
  readonly sentWhile: Odoo;
  readonly answeredWhile: Odoo;
};
type Odoo = 'there' | 'away' | 'back';

const askOf = (caller: number, nth: number) => ({
  clientId: `client-${caller % CLIENTS}`,
  actionId: 'ask_ai',
  idempotencyKey: `${caller}-${nth}`,
});

/** How answers get lost, before and after the work. */
const WAYS = [
  { kind: 'drop', work: 'done' },
  { kind: 'late', ms: 300 },
  { kind: 'drop', work: 'not done' },
  { kind: 'gateway', status: 502, work: 'done' },
] as const;

const loseAnswers = async (odoo: OdooStandIn, going: () => boolean): Promise<void> => {
  for (let nth = 0; going(); nth += 1) {
    const way = WAYS[nth % WAYS.length] ?? WAYS[0];
    const callOff = odoo.disturb(way, { of: 'crm.lead.load', times: 1 });
    await sleep(LOSING_EVERY_MS);
    callOff();
  }
};

/**
 * 32 callers send debits, each again and again, while Odoo is away for so long, and while answers are lost before and
 * after. Everybody is answered: with the debit, or with a 503 that says when to come again. When all that was sent is sent
 * once more, each is there once.
 */
export const surviveOutage = async (awayMs: number): Promise<void> => {
  const odoo = await startOdooStandIn({ durationMs: 5 });
  const { app, service } = await openOdooApi(odoo);
  await Promise.all(range(CLIENTS).map((client) => fund(app, `client-${client}`)));
  let isGoing = true;
  let now: Odoo = 'there';
  const sent: Sent[] = [];
  const caller = async (number: number): Promise<void> => {
    for (let nth = 0; isGoing; nth += 1) {
      const ask = askOf(number, nth);
      const sentWhile = now;
      const reply = await service.debit(ask);
      sent.push({ ask, reply, sentWhile, answeredWhile: now });
      await sleep(reply.status === 503 ? 250 : 50);
    }
  };
  const calling = Promise.all(range(CALLERS).map(caller));
  const losing = loseAnswers(odoo, () => isGoing);
  const during = (odoo: Odoo, status: number) =>
    sent.filter(({ answeredWhile, reply, sentWhile }) => {
      return reply.status === status && sentWhile === odoo && answeredWhile === odoo;
    }).length;
  const loseInEveryWay = () => sleep(WAYS.length * LOSING_EVERY_MS);
  await loseInEveryWay();
  await expect.poll(() => during('there', 200), PATIENT).toBeGreaterThan(ENOUGH);
  await odoo.stop();
  now = 'away';
  await sleep(awayMs);
  await expect.poll(() => during('away', 503), PATIENT).toBeGreaterThan(CALLERS);
  now = 'back';
  await odoo.start();
  await loseInEveryWay();
  await expect.poll(() => during('back', 200), PATIENT).toBeGreaterThan(ENOUGH);
  isGoing = false;
  await Promise.all([calling, losing]);

  for (const { reply } of sent) expectAnswered(reply);
  expect(during('away', 200)).toBe(0);
  await expectEachOnce(odoo, service, sent);
  expect(await findingsOf(app.ledger, app.tenantId)).toEqual([]);
  await app.close();
  await odoo.close();
};

const fund = async (app: App, client: string): Promise<void> => {
  const outcome = await app.submit({
    walletId: { tenantId: app.tenantId, clientId: clientId(client) },
    traceId: traceId('1'.repeat(32)),
    command: {
      type: 'AdjustBalance',
      key: idempotencyKey('funds'),
      at: app.now(),
      actor: { kind: 'system' },
      credits: FUNDS,
      reason: 'for the outage',
    },
  });
  expect(outcome.outcome).toBe('committed');
};

const expectAnswered = ({ body, headers, status }: Reply): void => {
  if (status === 200) return;
  expect(body).toMatchObject({ status: 503, code: 'ledger_unavailable' });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
};

/** Sends all of it again. What was answered keeps its entry, and Odoo has one row for each key. */
const expectEachOnce = async (
  odoo: OdooStandIn,
  service: Awaited<ReturnType<typeof openOdooApi>>['service'],
  sent: readonly Sent[],
): Promise<void> => {
  const again = await Promise.all(sent.map(({ ask }) => service.debit(ask)));
  again.forEach((reply, index) => {
    expect(reply.status).toBe(200);
    const first = sent[index]?.reply;
    if (first?.status === 200) expect(reply.body).toMatchObject({ entry: entryOf(first) });
  });
  const names = odoo.operator
    .rows('crm.lead')
    .map(({ values }) => `${values['partner_id']} ${values['name']}`)
    .filter((name) => name.includes('|debit|'));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(sent.length);
};

const entryOf = ({ body }: Reply): unknown =>
  typeof body === 'object' && body !== null && 'entry' in body ? body.entry : undefined;

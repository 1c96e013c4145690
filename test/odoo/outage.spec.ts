import { expect, it } from 'vitest';
import { GroupCommit } from '../../lib/ledger/group-commit.js';
import { LedgerUnavailable, type Submission } from '../../lib/ledger/ledger.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { range } from '../ledger/racing/answers.js';
import { debit } from '../wallet/asks.js';
import { surviveOutage } from './outage.js';

it('Odoo away for three seconds: debits or 503, and each key is one row afterwards', () =>
  surviveOutage(3_000));

it('what Odoo commits after everybody gave up is found by its key, and is there once', async () => {
  const odoo = await startOdooStandIn();
  const { newEventId } = new CountedIds();
  const open = (deadlineMs: number) =>
    odooLedger(openOdoo({ ...odoo, transport: 'xmlrpc', deadlineMs }), {
      random: Math.random,
      newEventId,
    });
  const [ledger, patient] = [open(500), open(60_000)];
  const stage = new Stage(patient);
  for (const client of ['ada', 'bob']) await stage.accept(debit(1), client);
  const group = new GroupCommit(ledger, { catalog: async () => stage.catalog });
  const untilAnswered = async (submission: Submission): Promise<string> => {
    for (;;) {
      try {
        return (await group.submit(submission)).outcome;
      } catch (error) {
        if (!(error instanceof LedgerUnavailable)) throw error;
      }
    }
  };

  odoo.disturb({ kind: 'late', ms: 900 }, { of: 'crm.lead.load', times: 1 });
  odoo.disturb({ kind: 'hang', work: 'done' }, { of: 'crm.lead.load', times: 1 });
  odoo.disturb({ kind: 'hang', work: 'not done' }, { of: 'crm.lead.load', times: 2 });
  odoo.disturb({ kind: 'late', ms: 1_200 }, { of: 'crm.lead.load', times: 1 });
  const asks = range(32).map((nth) => {
    return stage.ask({ ...debit(1), key: `k-${nth}` }, nth % 2 === 0 ? 'ada' : 'bob');
  });
  const outcomes = await Promise.all(asks.map(untilAnswered));

  expect(outcomes.every((outcome) => outcome === 'committed' || outcome === 'replayed')).toBe(true);
  for (const client of ['ada', 'bob']) {
    const keys = (await stage.entries(client)).map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(2 + 1 + 16);
    expect(new Set(keys).size).toBe(keys.length);
  }
  expect(await stage.findings()).toEqual([]);
  await Promise.all([ledger.close(), patient.close()]);
  await odoo.close();
});

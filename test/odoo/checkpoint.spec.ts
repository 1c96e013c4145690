import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCheckpoint } from '../../lib/credits/make-checkpoint.js';
import { odooCheckpointStore } from '../../lib/ledger/odoo/checkpoint-store.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import type { Checkpoint } from '../../lib/ledger/verification/checkpoint.js';
import { sealOf, sealWith } from '../../lib/ledger/verification/checkpoint-seal.js';
import type { Finding } from '../../lib/ledger/verification/finding.js';
import { verify } from '../../lib/ledger/verification/verify.js';
import { instant } from '../../lib/wallet/instant.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { debit } from '../wallet/asks.js';

const standIn = await startOdooStandIn();
const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
const ledger = odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId });
const checkpointStore = odooCheckpointStore(odoo);
afterAll(async () => {
  odoo.close();
  await standIn.close();
});

let stage: Stage;
beforeEach(async () => {
  stage = new Stage(ledger);
  for (const client of ['ada', 'bob']) await stage.accept(debit(1), client);
});

const checkpoint = () =>
  makeCheckpoint({
    tenantId: stage.tenantId,
    now: () => instant('2026-01-15T23:00:00Z'),
    ledger,
    checkpointStore,
    seal: sealWith('a secret of ours'),
  });

const findingsAgainst = async ({ heads }: Checkpoint): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for await (const finding of verify(ledger, stage.tenantId, heads)) findings.push(finding);
  return findings;
};

/** The rows of Bob's wallet, as people see them in Odoo. */
const bobsRows = () =>
  standIn.operator
    .rows('crm.lead')
    .filter(({ values }) => String(values['referred']).includes(`"${stage.tenantId}"`))
    .filter(({ values }) => String(values['referred']).includes('"client_id":"bob"'));

describe('checkpoints in Odoo', () => {
  it('are rows that count one another, and come back as they were', async () => {
    const { checkpoint: first } = await checkpoint();
    await stage.accept(debit(1));
    const { checkpoint: second } = await checkpoint();
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(await checkpointStore.latest(stage.tenantId)).toEqual(second);
    expect(sealOf(second)).toBe('valid');
    const names = standIn.operator.rows('crm.lead').map(({ values }) => values['name']);
    expect(names).toEqual(expect.arrayContaining(['CZ_SMCR|checkpoint|1', 'CZ_SMCR|checkpoint|2']));
    expect(await findingsAgainst(second)).toEqual([]);
  });

  it('are made once when two are at it', async () => {
    const [one, other] = await Promise.all([checkpoint(), checkpoint()]);
    expect(one.checkpoint).toEqual(other.checkpoint);
  });

  it('name the wallet whose last row was deleted, which nothing else shows', async () => {
    const { checkpoint: taken } = await checkpoint();
    const last = bobsRows().at(-1);
    standIn.operator.remove('crm.lead', [last?.id ?? 0]);
    // The row before it was in the same import, and carries no wallet: it is folded again.
    expect(await stage.findings()).toEqual([]);
    expect(await findingsAgainst(taken)).toEqual([
      { clientId: 'bob', seq: 3, problem: expect.stringContaining('the end was cut off') },
    ]);
  });

  it('name the entry that took the freed external id of a deleted row', async () => {
    const { checkpoint: taken } = await checkpoint();
    standIn.operator.remove('crm.lead', [bobsRows().at(-1)?.id ?? 0]);
    const elsewhere = new Stage(
      odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId }),
    );
    const asked = elsewhere.ask({ ...debit(2), key: 'later' }, 'bob');
    const walletId = stage.wallet('bob');
    const [outcome] = await elsewhere.commit({ ...asked, walletId });
    expect(outcome).toMatchObject({ outcome: 'committed', entry: { seq: 3 } });
    expect(await stage.findings()).toEqual([]);
    expect(await findingsAgainst(taken)).toEqual([
      { clientId: 'bob', seq: 3, problem: 'a checkpoint saw another entry under this number' },
    ]);
  });

  it('miss no end where an older row was duplicated, and so is the newest', async () => {
    const { checkpoint: taken } = await checkpoint();
    standIn.operator.add('crm.lead', bobsRows()[1]?.values ?? {});
    const findings = await findingsAgainst(taken);
    expect(findings).toContainEqual(expect.objectContaining({ clientId: 'bob', seq: 2 }));
    expect(findings).not.toContainEqual(expect.objectContaining({ seq: 3 }));
  });

  it('name a wallet that is gone, and a merge that took rows away', async () => {
    const { checkpoint: taken } = await checkpoint();
    standIn.operator.mergeLeads(bobsRows().map(({ id }) => id));
    const merged = await findingsAgainst(taken);
    expect(merged).toContainEqual(expect.objectContaining({ clientId: 'bob', seq: 3 }));
    standIn.operator.remove(
      'crm.lead',
      bobsRows().map(({ id }) => id),
    );
    expect(await findingsAgainst(taken)).toEqual([
      { clientId: 'bob', seq: 3, problem: expect.stringContaining('the whole wallet is gone') },
    ]);
  });
});

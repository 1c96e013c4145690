import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { capture, debit, hold, topUp } from '../wallet/asks.js';

const standIn = await startOdooStandIn();
const { operator } = standIn;
const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
const ledger = odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId });
afterAll(async () => {
  await ledger.close();
  await standIn.close();
});

/** Three wallets of six entries each: open, grant, top-up, debit, hold, capture. */
let stage: Stage;
beforeEach(async () => {
  stage = new Stage(ledger);
  for (const client of ['ada', 'bob', 'cleo']) {
    await stage.commit(stage.ask(topUp('cs_1', 50, 1000), client));
    await stage.commit(
      stage.ask({ ...debit(3), key: 'work' }, client),
      stage.ask(hold('job', 5), client),
      stage.ask({ ...capture('job'), key: 'job' }, client),
    );
  }
});

const partner = (client: string): number =>
  operator.rows('res.partner').find(({ values }) => values['ref'] === `${stage.tenantId}:${client}`)
    ?.id ?? 0;

/** Odoo's ids of a wallet's rows, in their order. */
const rows = (client = 'bob') =>
  operator.rows('crm.lead').filter(({ values }) => values['partner_id'] === partner(client));

const row = (seq: number) => {
  const found = rows()[seq - 1];
  if (!found) throw new Error(`Bob has no row ${seq}`);
  return found;
};

const edit = (seq: number, values: Readonly<Record<string, unknown>>) =>
  operator.edit('crm.lead', row(seq).id, values);

const found = async (): Promise<readonly string[]> =>
  (await stage.findings()).map(
    ({ clientId, problem, seq }) => `${clientId} ${seq ?? '–'}: ${problem}`,
  );

const expectOnlyBobs = (findings: readonly string[]): void => {
  expect(findings.filter((each) => !each.startsWith('bob '))).toEqual([]);
};

describe('verification names the row that somebody edited in Odoo', () => {
  it.each([
    ['name', { name: 'CZ_SMCR|debit|other' }, 'CZ_SMCR|debit|other'],
    ['expected_revenue', { expected_revenue: -5 }, '-5'],
    ['contact_name', { contact_name: 'CZ_SMCR|hold|job' }, 'CZ_SMCR|hold|job'],
  ])('in its %s', async (column, values, shown) => {
    edit(4, values);
    expect(await found()).toEqual([
      expect.stringMatching(new RegExp(`^bob 4: its ${column} in Odoo is`)),
    ]);
    expect((await found())[0]).toContain(shown.split('|')[0]);
  });

  it('in its JSON, with the columns changed to fit', async () => {
    const referred = String(row(4).values['referred']);
    edit(4, {
      referred: referred.replace('"credits_delta":-6', '"credits_delta":-1'),
      expected_revenue: -1,
    });
    const findings = await found();
    expect(findings).toContain('bob 4: its columns contradict its event');
    expectOnlyBobs(findings);
  });

  it.each([
    ['no JSON', 'somebody wrote here'],
    ['empty', ''],
    ['JSON of something else', '{"a":1}'],
  ])('into what can’t be read: %s', async (_, referred) => {
    const { id } = row(4);
    edit(4, { referred });
    const findings = await found();
    expect(findings.length).toBeGreaterThan(0);
    expectOnlyBobs(findings);
    expect(findings.join('\n')).toMatch(new RegExp(`row ${id} in Odoo|bob 4: `));
  });

  it('into what can’t be read, also where it is the last', async () => {
    edit(6, { referred: 'somebody wrote here' });
    const findings = await found();
    expect(findings.length).toBeGreaterThan(0);
    expectOnlyBobs(findings);
  });

  it('where the JSON was emptied, in a line each', async () => {
    edit(4, { referred: false });
    const findings = await found();
    expect(findings).toContain(`bob –: row ${row(4).id} in Odoo holds no entry`);
    expect(findings).toContainEqual(
      expect.stringMatching(/^bob 4: can't be read: event_id: .*more/),
    );
    expect(findings.filter((each) => each.includes('\n'))).toEqual([]);
    expectOnlyBobs(findings);
  });

  it('but has nothing against one that was archived', async () => {
    edit(4, { active: false });
    edit(6, { active: false });
    expect(await found()).toEqual([]);
  });
});

describe('verification names what went missing in Odoo, or came too often', () => {
  it('where a row in the middle was deleted', async () => {
    operator.remove('crm.lead', [row(4).id]);
    const findings = await found();
    expect(findings).toContain('bob 5: follows number 3: entries are missing before it');
    expectOnlyBobs(findings);
  });

  it('where the first row was deleted', async () => {
    operator.remove('crm.lead', [row(1).id]);
    const findings = await found();
    expect(findings).toContain('bob 2: follows number 0: entries are missing before it');
    expectOnlyBobs(findings);
  });

  it('where a row was duplicated', async () => {
    operator.add('crm.lead', row(4).values);
    const findings = await found();
    expect(findings.join('\n')).toMatch(/^bob 4: /m);
    expectOnlyBobs(findings);
  });

  it('where rows were merged', async () => {
    operator.mergeLeads([row(3).id, row(4).id]);
    const findings = await found();
    expect(findings).toContain('bob 5: follows number 3: entries are missing before it');
    expectOnlyBobs(findings);
  });
});

describe('verification names the rows that lost their wallet', () => {
  it('where one was moved to another customer', async () => {
    const { id } = row(4);
    edit(4, { partner_id: partner('ada') });
    const findings = await found();
    expect(findings.join('\n')).toMatch(new RegExp(`row ${id} in Odoo, .*is an entry of bob`));
    expect(findings).toContain('bob 5: follows number 3: entries are missing before it');
    expect(findings.filter((each) => /^cleo /.test(each))).toEqual([]);
  });

  it('without reading a row of another tenant', async () => {
    const other = new Stage(ledger);
    await other.accept(debit(1));
    operator.edit('res.partner', partner('bob'), { ref: false });
    const seen: unknown[] = [];
    const watched = odooLedger(
      {
        ...odoo,
        read: async (model, method, named) => {
          const answer = await odoo.read(model, method, named);
          seen.push(answer);
          return answer;
        },
      },
      { random: Math.random, newEventId: new CountedIds().newEventId },
    );
    const strays = [];
    for await (const each of watched.scan(stage.tenantId)) strays.push(each.clientId);
    expect(strays.filter((client) => client === 'bob')).toHaveLength(6);
    expect(JSON.stringify(seen)).not.toContain(`${other.tenantId}`);
  });

  it('where one was left without a customer', async () => {
    const { id } = row(4);
    edit(4, { partner_id: false });
    const findings = await found();
    expect(findings.join('\n')).toMatch(new RegExp(`^bob .*row ${id} in Odoo`, 'm'));
    expectOnlyBobs(findings);
  });

  it.each([
    ['deleted', () => operator.remove('res.partner', [partner('bob')])],
    [
      'given another reference',
      () => operator.edit('res.partner', partner('bob'), { ref: 'B-17' }),
    ],
    ['robbed of its reference', () => operator.edit('res.partner', partner('bob'), { ref: false })],
  ])('where their customer was %s', async (_, tamper) => {
    const ids = rows().map(({ id }) => id);
    tamper();
    const findings = await found();
    for (const id of ids) {
      expect(findings.join('\n')).toMatch(new RegExp(`^bob .*row ${id} in Odoo`, 'm'));
    }
    expectOnlyBobs(findings);
  });

  it('where their customer was merged into another wallet’s', async () => {
    const ids = rows().map(({ id }) => id);
    operator.mergePartners(partner('ada'), [partner('bob')]);
    const findings = await found();
    for (const id of ids) {
      expect(findings.join('\n')).toMatch(new RegExp(`row ${id} in Odoo, .*is an entry of bob`));
    }
    expect(findings.filter((each) => /^cleo /.test(each))).toEqual([]);
  });
});

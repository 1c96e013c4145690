import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { odooRegistryStore } from '../../lib/ledger/odoo/registry-store.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import { instant } from '../../lib/wallet/instant.js';
import { adopt, type Ends } from '../../scripts/odoo/adopting/adopt.js';
import { settingsFrom } from '../../scripts/odoo/adopting/settings.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { migratedDb } from '../support/migrated.js';
import { debit } from '../wallet/asks.js';
import { into, olderCode, olderRowsIn } from './older-code.js';

const NOW = '2026-01-15T10:00:00.000Z';

let standIn: OdooStandIn;
let odoo: Odoo;
let stage: Stage;
let ends: Ends;
let older: ReturnType<typeof olderCode>;

beforeEach(async () => {
  standIn = await startOdooStandIn({ now: () => new Date(NOW) });
  odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  stage = new Stage(
    odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId }),
  );
  ends = {
    source: odoo,
    ledger: stage.ledger,
    registryStore: odooRegistryStore(odoo),
    tenantId: stage.tenantId,
    now: () => instant(NOW),
  };
  older = olderCode(standIn);
});
afterEach(async () => {
  odoo.close();
  await standIn.close();
});

/** Runs the command, and answers with what it told; the last line sums it up. */
const run = async (...args: readonly string[]) => {
  const lines: string[] = [];
  const field = args.includes('--client-field') ? [] : ['--client-field', 'contact_name'];
  const isWhole = await adopt(ends, settingsFrom([...field, ...args]), into(lines));
  return { isWhole, lines };
};

const adoptions = async (client?: string) =>
  (await stage.entries(client)).flatMap(({ event }) => (event.type === 'RowsAdopted' ? event : []));

describe('the rows of older code', () => {
  it('become one entry of each wallet, which names them', async () => {
    const first = await older.write('ada', 'topup|cs_1', 90);
    await older.write('bob', 'debit|b1', -4);
    const second = await older.write('ada', 'debit|a1', -25);
    await older.write('bob', 'topup|cs_2', 10);

    const { isWhole, lines } = await run();
    expect(isWhole).toBe(true);
    expect(lines).toEqual([
      'ada: 2 rows, sum 65: posted +65 granted, +0 purchased; 2 used keys',
      'bob: 2 rows, sum 6: posted +6 granted, +0 purchased; 2 used keys',
      'taken over: 4 rows of 2 wallets, sum 71; +71 granted; +0 purchased; 0 kept back; 0 overdrawn; 4 used keys; nothing new in 0 wallets',
    ]);
    expect(await stage.kinds()).toEqual(['open', 'adoption']);
    expect(await adoptions()).toMatchObject([{ rows: [first, second], sum: 65 }]);
    expect((await stage.entries()).at(-1)?.actor).toBe('admin:odoo:adopt');
    expect(await stage.buckets('bob')).toEqual([6, 0]);
    expect(await stage.findings()).toEqual([]);
  });

  it('are neither edited nor deleted', async () => {
    await older.write('ada', 'topup|cs_1', 500);
    await older.write('ada', 'debit|a1', -25, { active: false });
    const before = olderRowsIn(standIn);
    await run();
    await run('--archived');
    expect(olderRowsIn(standIn)).toEqual(before);
  });

  it('go to the purchased credits where the cap has no room', async () => {
    await older.write('ada', 'topup|cs_1', 400);
    expect((await run()).lines[0]).toBe(
      'ada: 1 row, sum 400: posted +360 granted, +40 purchased; 1 used key',
    );
    expect(await stage.buckets()).toEqual([360, 40]);
  });

  it('may be overdrawn', async () => {
    await older.write('ada', 'debit|a1', -30);
    expect((await run()).lines[0]).toBe(
      'ada: 1 row, sum -30: posted +0 granted, +0 purchased; 30 overdrawn; 1 used key',
    );
    await older.write('ada', 'topup|cs_1', 50);
    await run();
    expect(await stage.buckets()).toEqual([20, 0]);
  });

  it('are taken over by any other ledger as well', async () => {
    const db = await migratedDb();
    const { newEventId } = new CountedIds();
    stage = new Stage(postgresLedger(db, newEventId));
    ends = {
      ...ends,
      tenantId: stage.tenantId,
      ledger: stage.ledger,
      registryStore: postgresRegistryStore(db),
    };
    await older.write('ada', 'topup|cs_1', 90);
    const before = standIn.operator.rows('crm.lead');
    await run();
    expect(await stage.buckets()).toEqual([90, 0]);
    expect(standIn.operator.rows('crm.lead')).toEqual(before);
    await db.close();
  });

  it('are left alone but for one client, where that is asked', async () => {
    await older.write('ada', 'topup|cs_1', 90);
    await older.write('bob', 'topup|cs_2', 10.5);
    await older.write('', 'topup|cs_2', 10);
    expect(await run('--only', 'ada')).toMatchObject({ isWhole: true });
    expect(await stage.buckets()).toEqual([90, 0]);
    expect(await stage.entries('bob')).toEqual([]);
  });
});

describe('the client of a row', () => {
  const partnerOf = (values: object) =>
    standIn.operator.add('res.partner', { name: 'Ada Lovelace', ...values });

  it.each([
    ['contact_name', (client: string) => ({ contact_name: ` ${client} ` })],
    ['partner_name', (client: string) => ({ partner_name: client })],
    ['referred', (client: string) => ({ referred: client })],
    ['description', (client: string) => ({ description: client })],
    ['description', (client: string) => ({ description: `<div><b>${client}</b><br></div>` })],
    ['partner_id.ref', (client: string) => ({ partner_id: partnerOf({ ref: client }) })],
    ['partner_id.name', (client: string) => ({ partner_id: partnerOf({ name: client }) })],
  ])('is read from %s', async (field, naming) => {
    older = olderCode(standIn, naming);
    await older.write('user_2a-B', 'topup|cs_1', 90);
    expect(await run('--client-field', field)).toMatchObject({ isWhole: true });
    expect(await stage.buckets('user_2a-B')).toEqual([90, 0]);
  });

  it.each([
    ['partner_id.ref', ':(.+)$', () => ({ partner_id: partnerOf({ ref: 'shop:ada' }) })],
    ['name', '^CZ_SMCR\\|[^|]+\\|([^|]+)', () => ({ name: 'CZ_SMCR|debit|ada|k1' })],
    ['description', '"client":"(\\w+)"', () => ({ description: '{"client":"ada","n":1}' })],
    ['contact_name', 'a\\w+$', () => ({ contact_name: 'client ada' })],
  ])('is a part of %s, given a pattern: %s', async (field, pattern, more) => {
    await older.write('', 'debit|k', 90, more());
    expect(await run('--client-field', field, '--client-pattern', pattern)).toMatchObject({
      isWhole: true,
    });
    expect(await stage.buckets()).toEqual([90, 0]);
  });

  it.each([
    [['--client-field', 'nope'], '--client-field: crm.lead has no field nope'],
    [
      ['--client-field', 'partner_id'],
      'partner_id is a many2one, which holds no id of a client; say',
    ],
    [['--client-field', 'partner_id.nope'], 'res.partner has no field nope'],
    [['--client-field', 'contact_name.ref'], 'contact_name points to no record'],
    [['--client-field', 'partner_id.company_id.name'], 'further than one record away'],
    [['--delta-field', 'nope'], '--delta-field: crm.lead has no field nope'],
    [['--delta-field', 'contact_name'], '--delta-field: contact_name is a char, not a number'],
    [['--client-pattern', '('], '--client-pattern: '],
    [['--only', 'ada@example.org'], '--only: "ada@example.org" is no client id'],
    [['--dry'], "Unknown option '--dry'"],
  ])('is asked for in words that mean something: %s', async (args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence);
  });

  it('has to be asked for', () => {
    expect(() => settingsFrom([])).toThrow('--client-field: is needed');
  });
});

describe('what can not be taken over', () => {
  it('is named, fails the command, and keeps nobody else from it', async () => {
    const fraction = await older.write('ada', 'debit|half', -0.5);
    await older.write('ada', 'topup|cs_1', 90);
    await older.write('bob', 'topup|cs_2', 10);
    const empty = await older.write('', 'topup|cs_3', 10);
    const other = [
      await older.write('cleo@example.org', 'topup|cs_4', 10),
      await older.write('cleo@example.org', 'debit|c1', -1),
    ];
    for (const args of [['--dry-run'], []]) {
      const { isWhole, lines } = await run(...args);
      expect(isWhole).toBe(false);
      expect(lines.slice(1, -1)).toEqual([
        `ada: not taken over: row ${fraction}, CZ_SMCR|debit|half: expected_revenue is -0.5, which is no whole number of credits`,
        `not taken over: 1 row (${empty}) without a client in contact_name`,
        `not taken over: 2 rows (${other.join(', ')}) of "cleo@example.org", which is no client id (letters, digits, _ and -)`,
      ]);
    }
    expect(await stage.entries()).toEqual([]);
    expect(await stage.buckets('bob')).toEqual([10, 0]);
  });

  it('may be one wallet that is itself at fault', async () => {
    await stage.accept({ ...debit(1), key: 'work' });
    await stage.accept(debit(1), 'bob');
    const row = standIn.operator
      .rows('crm.lead')
      .find(({ values }) => values['name'] === 'CZ_SMCR|debit|work');
    standIn.operator.edit('crm.lead', row?.id ?? 0, { referred: false });
    stage = new Stage(
      odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId }),
    );
    ends = { ...ends, ledger: stage.ledger };
    await older.write('ada', 'topup|cs_1', 90);
    await older.write('bob', 'topup|cs_1', 90);
    const { isWhole, lines } = await run();
    expect(isWhole).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(/^ada: not taken over: row \d+ in Odoo, .* holds no entry any more$/),
      expect.stringMatching(/^bob: 1 row, sum 90: posted \+90 granted/),
      expect.stringMatching(/^taken over: 1 row of 1 wallet/),
    ]);
  });
});

describe('what is no row of older code', () => {
  it('is left out: entries, also emptied or duplicated ones, versions of the registry, other leads', async () => {
    await stage.accept({ ...debit(1), key: 'work' });
    await older.write('bob', 'topup|cs_1', 90);
    await run();
    const named = (name: string) =>
      standIn.operator.rows('crm.lead').find(({ values }) => values['name'] === name);
    const entry = named('CZ_SMCR|debit|work');
    standIn.operator.add('crm.lead', { ...entry?.values, contact_name: 'ada' });
    standIn.operator.edit('crm.lead', entry?.id ?? 0, { referred: false, contact_name: 'ada' });
    const registry = named('CZ_SMCR|registry|1');
    standIn.operator.edit('crm.lead', registry?.id ?? 0, { contact_name: 'ada' });
    await older.write('ada', 'x', 7, { name: 'CZxSMCR|debit|x' });
    await older.write('ada', 'x', 7, { name: 'Three offices in Lisbon' });

    const { isWhole, lines } = await run();
    expect(isWhole).toBe(true);
    expect(lines).toEqual([expect.stringMatching(/^taken over: 0 rows of 0 wallets/)]);
  });

  it('is what was archived, which older code did not see; unless it is asked for', async () => {
    await older.write('ada', 'topup|cs_1', 90);
    const archived = await older.write('ada', 'topup|cs_2', 10, { active: false });
    expect((await run()).lines.at(-1)).toMatch(
      /1 archived row left out \(--archived counts them\)$/,
    );
    expect(await stage.buckets()).toEqual([90, 0]);
    await run('--archived');
    expect((await adoptions()).map(({ rows }) => rows)).toEqual([expect.anything(), [archived]]);
  });

  it('keeps its external id where it has one of others: it was exported once', async () => {
    const { operator } = standIn;
    const values = { name: 'CZ_SMCR|topup|cs_1', expected_revenue: 90, contact_name: 'ada' };
    operator.add('crm.lead', values, '__export__.crm_lead_7_1a2b');
    await run();
    expect(await stage.buckets()).toEqual([90, 0]);
  });
});

describe('other names and fields', () => {
  it('are read as they are said to be: the keys are those that our own names have', async () => {
    const name = 'CREDITS|debit|used';
    await older.write('ada', '', 0, { name, probability: 40 });
    await older.write('ada', 'topup|cs_1', 90);
    await run('--name-prefix', 'CREDITS|', '--delta-field', 'probability');
    expect(await stage.buckets()).toEqual([40, 0]);
    expect(await stage.answer({ ...debit(1), key: 'used' })).toMatchObject({
      refusal: { code: 'idempotency_key_reused', adopted: true },
    });
  });
});

describe('a monthly grant of older code', () => {
  const shown = async () => {
    await stage.accept(debit(1));
    return (await stage.kinds()).slice(2);
  };

  it.each([
    ['grant|2026-01', []],
    ['grant|202601', []],
    ['grant|user_ada_2026-01', []],
    ['grant|2026-01-15T10:00', []],
    ['grant|01-15', []],
    ['monthly|2026-01', ['--grant-kind', 'monthly']],
  ])('counts as given: %s', async (name, args) => {
    await older.write('ada', name, 120);
    expect((await run(...args)).lines[0]).toContain('; 120 of it the grant of 2026-01');
    expect(await shown()).toEqual(['debit']);
  });

  it.each([['grant|2025-12'], ['debit|2026-01'], ['bonus|2026-01']])(
    'is not %s: the grant of this month is due',
    async (name) => {
      await older.write('ada', name, 120);
      await run();
      expect(await shown()).toEqual(['grant', 'debit']);
    },
  );

  it('is kept back where the month was granted here before', async () => {
    await stage.accept(debit(1));
    await older.write('ada', 'grant|2026-01', 120);
    await older.write('ada', 'debit|a1', -20);
    expect((await run()).lines[0]).toContain('; 100 kept back, granted here before');
  });
});

describe('a dry run', () => {
  it('tells what would be posted, and writes nothing, neither here nor there', async () => {
    await older.write('ada', 'topup|cs_1', 400);
    await older.write('bob', 'grant|2026-01', 120);
    const models = ['crm.lead', 'res.partner', 'ir.model.data'];
    const everything = () => models.map((model) => standIn.operator.rows(model));
    const before = everything();
    const { isWhole, lines } = await run('--dry-run');
    expect(isWhole).toBe(true);
    expect(lines).toEqual([
      'ada: 1 row, sum 400: would post +360 granted, +40 purchased; 1 used key',
      'bob: 1 row, sum 120: would post +120 granted, +0 purchased; 120 of it the grant of 2026-01',
      'would take over: 2 rows of 2 wallets, sum 520; +480 granted; +40 purchased; 0 kept back; 0 overdrawn; 1 used key; nothing new in 0 wallets',
    ]);
    expect(everything()).toEqual(before);
    const real = await run();
    expect(real.lines).toEqual(
      lines.map((line) => line.replace('would post', 'posted').replace('would take', 'taken')),
    );
  });
});

describe('a key', () => {
  it('of older code stays used', async () => {
    await older.write('ada', 'debit|question-1', -5);
    await older.write('ada', 'topup|cs_1', 90);
    await run();
    expect(await stage.answer({ ...debit(1), key: 'question-1' })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'idempotency_key_reused', adopted: true },
    });
    expect(await stage.answer({ ...debit(1), key: 'cs_1' })).toMatchObject({
      outcome: 'committed',
    });
  });

  it('that was used on both sides is warned of, in every run', async () => {
    await stage.accept({ ...debit(1), key: 'work' });
    const row = await older.write('ada', 'debit|work', -2);
    const warning = `ada: CZ_SMCR|debit|work was used twice, in row ${row} and here in entry 3: both count`;
    expect((await run('--dry-run')).lines).toContain(warning);
    const { isWhole, lines } = await run();
    expect(lines).toContain(warning);
    expect(isWhole).toBe(true);
    await older.write('ada', 'debit|more', -2);
    expect((await run()).lines).toContain(warning);
    expect((await run()).lines).toEqual([
      warning,
      expect.stringContaining('nothing new in 1 wallet'),
    ]);
  });
});

describe('run again', () => {
  it('posts the difference, and nothing where there is none', async () => {
    await older.write('ada', 'topup|cs_1', 90);
    await run();
    await stage.accept(debit(5));
    const late = await older.write('ada', 'debit|late', -20);
    await older.write('bob', 'topup|cs_2', 10);
    expect((await run()).lines).toEqual([
      'ada: 1 row, sum -20: posted -20 granted, +0 purchased; 1 used key',
      'bob: 1 row, sum 10: posted +10 granted, +0 purchased; 1 used key',
      expect.stringMatching(/^taken over: 2 rows of 2 wallets, sum -10/),
    ]);
    expect((await adoptions()).at(-1)?.rows).toEqual([late]);
    const { lines } = await run();
    expect(lines).toEqual([
      expect.stringMatching(/^taken over: 0 rows .* nothing new in 2 wallets$/),
    ]);
    expect(await adoptions()).toHaveLength(2);
  });

  it('takes over a row that was not visible before, though its id is lower than others', async () => {
    const late = await older.write('ada', 'debit|late', -20, { active: false });
    await older.write('ada', 'topup|cs_1', 90);
    await run();
    standIn.operator.edit('crm.lead', late, { active: true });
    await run();
    expect((await adoptions()).at(-1)).toMatchObject({ rows: [late], sum: -20 });
    expect(await stage.buckets()).toEqual([70, 0]);
  });

  it('goes through pages and batches of many', async () => {
    const { operator } = standIn;
    for (let n = 0; n < 2_100; n++) {
      const contact_name = `client-${n % 70}`;
      operator.add('crm.lead', { name: `CZ_SMCR|debit|${n}`, expected_revenue: 1, contact_name });
    }
    expect((await run()).lines.at(-1)).toMatch(/^taken over: 2100 rows of 70 wallets, sum 2100/);
    expect((await run()).lines).toHaveLength(1);
    expect(await stage.buckets('client-69')).toEqual([30, 0]);
  });
});

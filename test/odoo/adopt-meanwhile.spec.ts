import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooRegistryStore } from '../../lib/ledger/odoo/registry-store.js';
import { clientId, tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { balance } from '../../lib/wallet/wallet.js';
import { adopt } from '../../scripts/odoo/adopting/adopt.js';
import { settingsFrom } from '../../scripts/odoo/adopting/settings.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { findingsOf } from '../ledger/contract/stage.js';
import { environmentOf, openOdooApi } from './odoo-api.js';
import { into, olderCode, olderRowsIn } from './older-code.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TENANT = tenantId('cityzeen');
const NOW = '2026-01-15T10:00:00.000Z';
const FIELD = ['--client-field', 'contact_name'];

let standIn: OdooStandIn;
let older: ReturnType<typeof olderCode>;

beforeEach(async () => {
  standIn = await startOdooStandIn({ durationMs: 2, now: () => new Date(NOW) });
  older = olderCode(standIn);
});
afterEach(() => standIn.close());

/** The command, in this process, with connections of its own; answers with what it told. */
const adoptOnce = async (): Promise<readonly string[]> => {
  const lines: string[] = [];
  const source = openOdoo({ ...standIn, transport: 'xmlrpc' });
  const ends = {
    source,
    ledger: odooLedger(source, { random: Math.random, newEventId: () => crypto.randomUUID() }),
    registryStore: odooRegistryStore(source),
    tenantId: TENANT,
    now: () => instant(NOW),
  };
  await adopt(ends, settingsFrom(FIELD), into(lines));
  source.close();
  return lines;
};

/** The command, in a process of its own. */
const adoptInProcess = () => {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/odoo/adopt.ts', ...FIELD], {
    cwd: ROOT,
    env: { PATH, HOME, ...environmentOf(standIn) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({ code, out }));
  return { kill: () => child.kill('SIGKILL'), ended };
};

/** All that a wallet took over, and whether what it holds is what all rows and entries add up to. */
const taken = async (client: string) => {
  const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  const ledger = odooLedger(odoo, { random: Math.random, newEventId: () => '' });
  const walletId = { tenantId: TENANT, clientId: clientId(client) };
  const { entries, stored } = await ledger.read(walletId, { limit: 10_000 });
  odoo.close();
  const adoptions = entries.flatMap(({ event }) => (event.type === 'RowsAdopted' ? event : []));
  const others = entries.filter(({ kind }) => kind !== 'adoption');
  return {
    adoptions: adoptions.length,
    ids: adoptions.flatMap(({ rows }) => rows).sort((a, b) => a - b),
    sum: total(adoptions.map(({ sum }) => sum)),
    /** Without what one month can't be granted twice, and with what there was not. */
    balance: stored && balance(stored.wallet) - (stored.wallet.adopted?.overdrawn ?? 0),
    expected: total([
      ...adoptions.map(({ keptBack, sum }) => sum - keptBack),
      ...others.map(({ creditsDelta }) => creditsDelta),
    ]),
  };
};

const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

const olderRowsOf = (client: string) =>
  olderRowsIn(standIn).filter(({ values }) => values['contact_name'] === client);

/** Every row of every client counts, once. */
const expectTakenOver = async (clients: readonly string[]) => {
  for (const client of clients) {
    const rows = olderRowsOf(client);
    const { balance, expected, ids, sum } = await taken(client);
    expect([client, ids]).toEqual([client, rows.map(({ id }) => id)]);
    expect(sum).toBe(total(rows.map(({ values }) => Number(values['expected_revenue']))));
    expect(balance).toBe(expected);
  }
};

const findings = async () => {
  const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  const found = await findingsOf(
    odooLedger(odoo, { random: Math.random, newEventId: () => '' }),
    TENANT,
  );
  odoo.close();
  return found;
};

describe('while older code goes on writing, and new code too', () => {
  it('every row counts once in the end, no key is free again, and no row was touched', async () => {
    const clients = ['ada', 'bob', 'cleo', 'overdrawn'];
    const api = await openOdooApi(standIn);
    const written = new Map<number, object>();
    const writeAs = async (process: string) => {
      for (let n = 0; n < 24; n++) {
        const client = clients[n % clients.length] ?? 'ada';
        const [name, credits] =
          n < 4 && client !== 'overdrawn'
            ? ['grant|2026-01', 60]
            : [`debit|${process}-${n}`, client === 'overdrawn' ? -9 : -2];
        const id = await older.write(client, name, credits);
        written.set(id, { name: `CZ_SMCR|${name}`, expected_revenue: credits });
      }
    };
    const debitAsNewCode = async () => {
      for (let n = 0; n < 20; n++) {
        const clientId = clients[n % 3] ?? 'ada';
        const reply = await api.service.debit({
          clientId,
          actionId: 'ask_ai',
          idempotencyKey: `new-${n}`,
        });
        expect(reply.status).toBe(200);
      }
    };
    let writing = true;
    const adoptions = async () => {
      while (writing) await adoptOnce();
    };
    const work = Promise.all([writeAs('a'), writeAs('b'), debitAsNewCode()]).finally(() => {
      writing = false;
    });
    await Promise.all([work, adoptions(), adoptions()]);
    await adoptOnce();

    expect(written.size).toBe(48);
    expect((await taken('ada')).adoptions).toBeGreaterThan(1);
    await expectTakenOver(clients);
    expect((await adoptOnce()).at(-1)).toMatch(/nothing new in 4 wallets$/);
    expect(await findings()).toEqual([]);

    // Two grants of 60 were one of 120: no client was granted more than this month's, by whoever came first.
    const { body } = await api.service.state('?clientId=ada&tail=200');
    expect(body).toMatchObject({ balance: 120 - 10 * 2 - 7 });
    for (const client of clients) {
      const key = String(olderRowsOf(client).at(-1)?.values['name']).split('|').at(-1);
      const ask = { clientId: client, actionId: 'ask_ai', idempotencyKey: key };
      expect(await api.service.debit(ask)).toMatchObject({
        status: 409,
        body: { code: 'idempotency_key_reused' },
      });
    }
    for (const { id, values } of olderRowsIn(standIn)) {
      expect(values).toMatchObject(written.get(id) ?? { name: 'a row that nobody wrote' });
      expect(values['write_date']).toBe(values['create_date']);
    }
    await api.app.close();
  });

  it('a row that is written between reading and posting waits for the next run', async () => {
    const first = await older.write('ada', 'topup|cs_1', 90);
    await adoptOnce();
    const seen = await older.write('ada', 'debit|seen', -5);
    const happens = () => {
      const values = { name: 'CZ_SMCR|debit|late', expected_revenue: -7, contact_name: 'ada' };
      standIn.operator.add('crm.lead', values);
    };
    standIn.disturb({ kind: 'meanwhile', happens }, { of: 'crm.lead.load', times: 1 });
    await adoptOnce();
    expect((await taken('ada')).ids).toEqual([first, seen]);
    await adoptOnce();
    await expectTakenOver(['ada']);
  });
});

describe('two at once', () => {
  it('take over each row once between them', async () => {
    const clients = Array.from({ length: 12 }, (_, n) => `client-${n}`);
    for (const client of clients) {
      await older.write(client, 'topup|cs_1', 20);
      await older.write(client, 'debit|d1', -3);
    }
    await Promise.all([adoptOnce(), adoptOnce(), adoptOnce()]);
    await expectTakenOver(clients);
    expect(await findings()).toEqual([]);
  });
});

describe('when it is killed', () => {
  const clients = Array.from({ length: 40 }, (_, n) => `client-${n}`);
  const takenOver = () =>
    standIn.operator
      .rows('crm.lead')
      .filter(({ values }) => String(values['name']).startsWith('CZ_SMCR|adoption|')).length;

  it.each(['done', 'not done'] as const)(
    'in the middle of a batch, its work %s, the next run takes over what is left',
    async (work) => {
      const api = await openOdooApi(standIn);
      await api.app.registry.current();
      for (const client of clients) await older.write(client, 'topup|cs_1', 20);
      const of = 'crm.lead.load';
      standIn.disturb({ kind: 'slow', ms: 5 }, { of, times: 1 });
      standIn.disturb({ kind: 'hang', work }, { of, times: 1 });
      standIn.forgetCalls();
      const running = adoptInProcess();
      await expect.poll(() => standIn.calls()[of]).toBe(2);
      await expect.poll(takenOver).toBe(work === 'done' ? 40 : 32);
      running.kill();
      expect((await running.ended).code).toBe(null);

      const { code, out } = await adoptInProcess().ended;
      expect([code, out.split('\n').length]).toEqual([0, work === 'done' ? 2 : 10]);
      await expectTakenOver(clients);
      expect(await findings()).toEqual([]);
      await api.app.close();
    },
  );
});

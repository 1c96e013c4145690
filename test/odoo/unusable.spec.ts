import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { problem } from '../../lib/contract/problem.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { environmentOf } from './odoo-api.js';

const KEY = 'not-the-key-4711';
const logged: string[] = [];

let odoo: OdooStandIn;
let elsewhere: Server;
/** How many requests it has left without an answer. */
let hanging = 0;
beforeAll(async () => {
  odoo = await startOdooStandIn();
});
afterAll(() => odoo.close());

beforeEach(() => {
  vi.resetModules();
  logged.length = 0;
  hanging = 0;
  vi.spyOn(console, 'error').mockImplementation((line) => logged.push(String(line)));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  elsewhere?.closeAllConnections();
  elsewhere?.close();
});

/** A server that is no Odoo. */
const serve = (answer: Parameters<typeof createServer>[1]): Promise<string> =>
  new Promise((resolve) => {
    elsewhere = createServer(answer).listen(0, '127.0.0.1', () => {
      const { port } = z.object({ port: z.int() }).parse(elsewhere.address());
      resolve(`http://127.0.0.1:${port}`);
    });
  });

/** How many calls' deadlines pass until the answer comes. The clock stands still, except where a call hangs at `elsewhere`. */
const deadlinesUntil = async (answer: Promise<unknown>): Promise<number> => {
  let isAnswered = false;
  const answered = answer.finally(() => {
    isAnswered = true;
  });
  let deadlines = 0;
  while (!isAnswered) {
    if (hanging > deadlines) {
      deadlines += 1;
      await vi.advanceTimersByTimeAsync(10_000);
    }
    await Promise.race([answered, pause(5)]);
  }
  return deadlines;
};

/** A debit at a deployment that starts with this request. */
const debitWith = async (different: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries({ ...environmentOf(odoo), ...different })) {
    vi.stubEnv(name, value);
  }
  const { default: debit } = await import('../../api/credits-debit.js');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const answer = debit.fetch(
    new Request('https://credits.test/api/credits-debit', {
      method: 'POST',
      headers: { 'x-service-secret': 'worker-secret' },
      body: JSON.stringify({ clientId: 'ada', actionId: 'ask_ai', idempotencyKey: 'k' }),
    }),
  );
  const deadlines = await deadlinesUntil(answer);
  const response = await answer;
  const body = await response.text();
  for (const said of [...logged, body]) {
    expect(said).not.toContain(KEY);
    expect(said).not.toContain(odoo.apiKey);
  }
  return { response, deadlines, body: problem.parse(JSON.parse(body)) };
};

describe('a deployment whose Odoo can’t be its ledger says 503, and its log says why', () => {
  it('where the user may edit what it wrote', async () => {
    odoo.operator.letWrite(true);
    const { body, response } = await debitWith({});
    odoo.operator.letWrite(false);
    expect(body).toMatchObject({ status: 503, code: 'not_configured' });
    expect(response.headers.get('retry-after')).toBe('60');
    expect(logged).toEqual([expect.stringMatching(/may edit crm\.lead.*npm run odoo:provision/)]);
    expect(odoo.operator.rows('crm.lead')).toEqual([]);
  });

  it.each(['crm.lead', 'res.partner'])(
    'where the user may not create %s, without trying again and again',
    async (model) => {
      const [right] = odoo.operator
        .rows('ir.model.access')
        .filter(({ values }) => values['name'] === `${model} group`);
      odoo.operator.edit('ir.model.access', right?.id ?? 0, { perm_create: false });
      odoo.forgetCalls();
      const { body, response } = await debitWith({});
      odoo.operator.edit('ir.model.access', right?.id ?? 0, { perm_create: true });
      expect(body).toMatchObject({ status: 503, code: 'ledger_unavailable' });
      expect(response.headers.get('retry-after')).toBe('60');
      expect(logged).toEqual([expect.stringMatching(`may not create ${model}.*odoo:provision`)]);
      expect(odoo.calls()[`${model}.load`]).toBeLessThanOrEqual(2);
    },
  );

  it.each([
    ['the key is wrong', { ODOO_API_KEY: KEY }, /refuses the login: check.*ODOO_API_KEY/],
    ['the database is another', { ODOO_DB: 'nosuch' }, /no database.*nosuch.*check ODOO_DB/],
    ['JSON-2 is not there yet', { ODOO_TRANSPORT: 'json2' }, /a redirect.*ODOO_TRANSPORT=xmlrpc/],
  ])('where %s', async (_, different, why) => {
    const { body } = await debitWith(different);
    expect(body).toMatchObject({ status: 503, code: 'not_configured' });
    expect(logged).toEqual([expect.stringMatching(why)]);
  });

  it('where a page answers instead', async () => {
    const url = await serve((_, response) => response.end('<html>Welcome</html>'));
    const { body } = await debitWith({ ODOO_URL: url });
    expect(body).toMatchObject({ status: 503, code: 'not_configured' });
    expect(logged).toEqual([expect.stringMatching(/no Odoo at .*another page/)]);
  });
});

describe('a deployment that does not reach its Odoo says 503 for a while', () => {
  it.each([
    ['nobody listens', async () => 'http://127.0.0.1:1', /can't be reached.*ECONNREFUSED/],
    [
      'a gateway answers',
      () =>
        serve((_, response) => {
          response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
        }),
      /gateway.*status 502/,
    ],
  ])('where %s', async (_, serving, why) => {
    const { body, deadlines, response } = await debitWith({ ODOO_URL: await serving() });
    expect(body).toMatchObject({ status: 503, code: 'ledger_unavailable' });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(logged).toEqual([expect.stringMatching(why)]);
    expect(deadlines).toBe(0);
  });

  it('where the socket hangs, when twice the deadline of a call has passed', async () => {
    const url = await serve(() => {
      hanging += 1;
    });
    const { body, deadlines } = await debitWith({ ODOO_URL: url });
    expect(body).toMatchObject({ status: 503, code: 'ledger_unavailable' });
    expect(logged).toEqual([expect.stringMatching(/did not answer .* within 10 s/)]);
    expect(deadlines).toBe(2);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disturbance } from '../../scripts/odoo/stand-in/disturbance.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { newGate } from '../support/gate.js';
import {
  type Caller,
  COULD_NOT_SERIALIZE,
  callerOf,
  LEAD_MAY_NOT_CHANGE,
} from './stand-in-caller.js';

let odoo: OdooStandIn;
let ledger: Caller;
/** What the chance of a disturbance is measured against. */
let thrown: number;

beforeEach(async () => {
  thrown = 0;
  odoo = await startOdooStandIn({ durationMs: 1, random: () => thrown });
  ledger = callerOf(odoo);
});
afterEach(() => odoo.close());

const append = (externalId: string) => ledger.load('crm.lead', 'id name', [externalId, externalId]);

const names = () => odoo.operator.rows('crm.lead').map(({ values }) => values['name']);

/** What becomes of an append: its reply, or its failure. */
const outcome = (externalId: string): Promise<unknown> =>
  append(externalId).then(
    ({ ids }) => (ids ? 'done' : 'refused'),
    (error: Error) => error,
  );

/** An append that is under way at the stand-in, and what becomes of it. */
const begun = async (externalId: string): Promise<{ readonly ended: Promise<unknown> }> => {
  const ended = outcome(externalId);
  await expect.poll(() => odoo.calls()['crm.lead.load']).toBe(1);
  return { ended };
};

const CUT_OFF = expect.objectContaining({ code: 'ECONNRESET' });

const once = (disturbance: Disturbance) => odoo.disturb(disturbance, { times: 1 });

describe('a disturbed call', () => {
  it.each<[Disturbance, unknown, readonly string[]]>([
    [{ kind: 'drop', work: 'not done' }, CUT_OFF, []],
    [{ kind: 'drop', work: 'done' }, CUT_OFF, ['x.row']],
    [{ kind: 'late', ms: 100 }, CUT_OFF, ['x.row']],
    [{ kind: 'gateway', status: 502, work: 'not done' }, expect.any(Error), []],
    [{ kind: 'gateway', status: 504, work: 'done' }, expect.any(Error), ['x.row']],
    [{ kind: 'fault', code: 2 }, expect.objectContaining({ faultCode: 2 }), []],
    [{ kind: 'conflict' }, 'refused', []],
    [{ kind: 'slow', ms: 100 }, 'done', ['x.row']],
  ])('by %j gets what is said, and leaves what is said', async (disturbance, got, left) => {
    once(disturbance);

    expect(await outcome('x.row')).toEqual(got);
    expect(names()).toEqual(left);
    expect(await outcome('x.next')).toBe('done');
  });

  it.each<['done' | 'not done', readonly string[]]>([
    ['not done', []],
    ['done', ['x.row']],
  ])('that hangs, its work %s, gets nothing, and leaves what is said', async (work, left) => {
    once({ kind: 'hang', work });
    const { ended } = await begun('x.row');

    await expect.poll(names).toEqual(left);
    expect(await Promise.race([ended, delay(300, 'silence')])).toBe('silence');
    expect(names()).toEqual(left);
    expect(await outcome('x.next')).toBe('done');
  });

  it('that is late is carried out when its caller has long given up', async () => {
    const late = newGate();
    once({ kind: 'late', until: late.opened });
    const { ended } = await begun('x.late');

    expect(names()).toEqual([]);
    late.open();
    expect(await ended).toEqual(CUT_OFF);
    expect(names()).toEqual(['x.late']);
    expect((await append('x.late')).messages[0]?.message).toBe(LEAD_MAY_NOT_CHANGE);
  });

  it('that is late is not carried out where somebody else has written in the meantime', async () => {
    const late = newGate();
    once({ kind: 'late', until: late.opened });
    const { ended } = await begun('x.row');
    await ledger.load('crm.lead', 'id name', ['x.row', 'the winner']);
    late.open();
    await ended;

    expect(names()).toEqual(['the winner']);
  });

  it('that is late is never carried out where Odoo is stopped before', async () => {
    const late = newGate();
    once({ kind: 'late', until: late.opened });
    const { ended } = await begun('x.late');
    await odoo.stop();
    late.open();
    await ended;
    await delay(50);

    expect(names()).toEqual([]);
  });

  it('fails with a page of HTML where the gateway answers', async () => {
    once({ kind: 'gateway', status: 502, work: 'not done' });
    const response = await fetch(`${odoo.url}/xmlrpc/2/common`, {
      method: 'POST',
      body: '<?xml version="1.0"?><methodCall><methodName>version</methodName></methodCall>',
    });
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toMatch('text/html');
  });

  it('is one of those that are meant, as often as is meant', async () => {
    const calledOff = odoo.disturb({ kind: 'fault', code: 1 }, { of: 'crm.lead.load', times: 3 });
    const find = () => ledger.find('crm.lead', [], 'id');

    await expect(append('x.1')).rejects.toMatchObject({ faultCode: 1 });
    expect(await find()).toEqual([]);
    await expect(append('x.1')).rejects.toMatchObject({ faultCode: 1 });
    calledOff();
    expect((await append('x.1')).ids).not.toBe(false);
  });

  it('meets a conflict with the chance that is given', async () => {
    odoo.disturb({ kind: 'conflict', chance: 0.25 });
    thrown = 0.24;
    expect((await append('x.row')).messages[0]?.message).toBe(COULD_NOT_SERIALIZE);
    thrown = 0.25;
    expect((await append('x.row')).ids).not.toBe(false);
  });

  it('that writes, and is no import, is tried again, and fails in the end', async () => {
    once({ kind: 'conflict' });
    await expect(ledger.execute('crm.lead', 'create', [{ name: 'never' }])).rejects.toMatchObject({
      faultCode: 1,
      faultString: expect.stringContaining('SerializationFailure'),
    });
    expect(names()).toEqual([]);
  });

  it('can have anything happen between its beginning and its work', async () => {
    once({
      kind: 'meanwhile',
      happens: () => odoo.operator.add('crm.lead', { name: 'theirs' }, 'x.row'),
    });

    expect(await append('x.row')).toMatchObject({
      ids: false,
      messages: [{ message: COULD_NOT_SERIALIZE }],
    });
    expect(names()).toEqual(['theirs']);
  });
});

describe('an outage', () => {
  it('refuses connections, and ends with all that was committed', async () => {
    await append('x.before');
    await odoo.stop();
    await expect(append('x.during')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await odoo.start();

    expect((await append('x.before')).ids).toBe(false);
    expect((await append('x.after')).ids).not.toBe(false);
    expect(names()).toEqual(['x.before', 'x.after']);
  });

  it('cuts off who is waiting, and commits nothing of theirs', async () => {
    const slow = newGate();
    once({ kind: 'slow', until: slow.opened });
    const { ended } = await begun('x.waiting');
    await odoo.stop();
    expect(await ended).toEqual(CUT_OFF);
    await odoo.start();
    slow.open();
    await delay(50);

    expect(names()).toEqual([]);
  });
});

describe('the count of calls', () => {
  it('has each call that came, whatever became of it', async () => {
    await append('x.row');
    await append('x.row');
    once({ kind: 'drop', work: 'not done' });
    await append('x.row').catch(() => {});
    await ledger.find('crm.lead', [], 'id');
    await ledger.call('crm.lead', 'nosuch').catch(() => {});

    expect(odoo.calls()).toEqual({
      'crm.lead.load': 3,
      'crm.lead.search_read': 1,
      'crm.lead.nosuch': 1,
    });
    odoo.forgetCalls();
    expect(odoo.calls()).toEqual({});
  });
});

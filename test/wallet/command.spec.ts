import { describe, expect, it } from 'vitest';
import { type Actor, actorName } from '../../lib/wallet/actor.js';
import { type Command, kindsOf, meaningOf, referencesOf } from '../../lib/wallet/command.js';
import {
  actionId,
  clientId,
  idempotencyKey,
  subscriptionId,
  tenantId,
  traceId,
  usedKey,
} from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  follow,
  followNone,
  hold,
  older,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from './asks.js';
import { type Ask, admin, geospatial, service, user } from './book.js';

const AT = instant('2026-01-01T00:00:00Z');

/** The whole command that an ask stands for. */
const command = (ask: Ask, over: { key?: string; at?: string; enforce?: boolean } = {}) =>
  ({
    enforce: true,
    actor: user,
    ...ask,
    ...over,
    key: idempotencyKey(over.key ?? 'k'),
    at: over.at ?? AT,
  }) as Command;

const ALL: readonly Ask[] = [
  debit(3),
  hold('h', 3, 60),
  capture('h', 2),
  release('h'),
  reverse('d', 2),
  topUp('cs', 5, 100),
  returned('cs', 50),
  toPlan('base'),
  follow({ next: ['base', '2026-02-01T00:00:00Z'] }),
  adjust(-4),
  adopt(older(7, -3, { key: 'usedonce' })),
];

describe('the kinds of entry that a command ends in', () => {
  it('are one, or the two directions of a payment that went back', () => {
    expect(ALL.map((ask) => kindsOf(command(ask)))).toEqual([
      ['debit'],
      ['hold'],
      ['capture'],
      ['release'],
      ['reversal'],
      ['topup'],
      ['clawback', 'reinstatement'],
      ['plan'],
      ['plan'],
      ['adjustment'],
      ['adoption'],
    ]);
  });
});

describe('the entries that a command refers to', () => {
  it('are the hold, the debit or the payment that it is about', () => {
    expect(ALL.map((ask) => referencesOf(command(ask)))).toEqual([
      [],
      [],
      ['CZ_SMCR|hold|h'],
      ['CZ_SMCR|hold|h'],
      ['CZ_SMCR|debit|d', 'CZ_SMCR|capture|d'],
      [],
      ['CZ_SMCR|topup|cs'],
      [],
      [],
      [],
      [],
    ]);
  });

  it('are only the debit or only the capture where the caller says which', () => {
    for (const debitKind of ['debit', 'capture'] as const) {
      expect(referencesOf(command({ ...reverse('d'), debitKind }))).toEqual([
        `CZ_SMCR|${debitKind}|d`,
      ]);
    }
  });
});

describe('the meaning of a command', () => {
  it('is what the caller asked for', () => {
    expect(ALL.map((ask) => meaningOf(command(ask)))).toEqual([
      { actionId: 'ask_ai', quantity: 3 },
      { actionId: 'ask_ai', quantity: 3, expiresInSeconds: 60 },
      { holdKey: 'h', quantity: 2 },
      { holdKey: 'h' },
      { debitKey: 'd', credits: 2, reason: 'the answer was empty' },
      { packId: 'pack', credits: 5, paid: { amountMinor: 100, currency: 'eur' } },
      { paymentKey: 'cs' },
      { planId: 'base' },
      { follows: 'subscription' },
      { credits: -4, reason: 'credited twice by mistake' },
      { rows: [{ id: 7, credits: -3, key: 'usedonce' }] },
    ]);
  });

  it('is not when, by whom, under which key or how strictly it was asked', () => {
    for (const ask of ALL) {
      const again = { ...ask, actor: admin };
      const other = command(again, { key: 'other', at: '2027-01-01T00:00:00Z', enforce: false });
      expect(meaningOf(other)).toEqual(meaningOf(command(ask)));
    }
  });

  it('is not how much of a payment went back by now, which a later delivery finds changed', () => {
    expect(meaningOf(command(returned('cs', 51)))).toEqual(meaningOf(command(returned('cs', 50))));
  });

  it('is not what the provider said of a subscription, or whether there was one', () => {
    const [one, none] = [follow(), followNone()].map((ask) => meaningOf(command(ask)));
    expect(one).toEqual(none);
  });

  it('tells a debit from a capture of the same key', () => {
    const capture = command({ ...reverse('d'), debitKind: 'capture' });
    expect(meaningOf(capture)).toMatchObject({ debitKind: 'capture' });
  });

  it('of a command that nobody knows is not guessed: that is a bug, and it throws', () => {
    const unknown = { type: 'Teleport' } as never;
    for (const ask of [kindsOf, referencesOf, meaningOf]) {
      expect(() => ask(unknown)).toThrow('unhandled');
    }
  });
});

describe('an actor', () => {
  it('has the name that the ledger writes', () => {
    const actors: Actor[] = [user, service, geospatial, admin, { kind: 'stripe' }];
    expect(actors.map(actorName)).toEqual([
      'user',
      'service:worker',
      'service:geo',
      'admin:ada',
      'stripe',
    ]);
  });
});

describe('an id', () => {
  it('has the form that its kind allows, to the last character', () => {
    expect(clientId('user_2x-Y')).toBe('user_2x-Y');
    expect(clientId('c'.repeat(128))).toHaveLength(128);
    expect(tenantId('cityzeen')).toBe('cityzeen');
    expect(actionId(`a${'_'.repeat(63)}`)).toHaveLength(64);
    expect(idempotencyKey('~'.repeat(200))).toHaveLength(200);
    expect(traceId(`${'0'.repeat(31)}1`)).toHaveLength(32);
  });

  it('has no other', () => {
    const bad = [
      () => clientId('c'.repeat(129)),
      () => clientId('a:b'),
      () => clientId('a\n'),
      () => tenantId('Cityzeen'),
      () => tenantId('_a'),
      () => tenantId('t'.repeat(65)),
      () => actionId('ask-ai'),
      () => actionId('1ask'),
      () => actionId(`a${'_'.repeat(64)}`),
      () => subscriptionId(''),
      () => subscriptionId('sub 1'),
      () => idempotencyKey(''),
      () => idempotencyKey('a b'),
      () => idempotencyKey('ä'),
      () => idempotencyKey('~'.repeat(201)),
      () => traceId('0'.repeat(32)),
      () => traceId('A'.repeat(32)),
      () => usedKey('seven77'),
      () => usedKey('with.dot'),
    ];
    for (const make of bad) expect(make).toThrow(RangeError);
  });
});

import type { z } from 'zod';
import { type DebitAnswer, debitItem, type debitRequest } from '../contract/debit.js';
import type { Credits, Party } from '../credits/app.js';
import { debit } from '../credits/debit.js';
import { showEntry } from '../credits/show-entry.js';
import type { Entry } from '../ledger/entry.js';
import type { TraceId } from '../wallet/ids.js';
import { invalid, parsed } from './body.js';
import { type Caller, partyOf } from './caller.js';
import { Problem } from './problem.js';
import { problemOf } from './refusal.js';
import type { Answer } from './route.js';
import type { Visit } from './visit.js';

type Request = {
  readonly app: Credits;
  readonly caller: Caller;
  readonly visit: Visit;
  readonly body: z.output<typeof debitRequest>;
  readonly traceId: TraceId;
};

type ItemAnswer = { readonly answer: DebitAnswer; readonly replayed: boolean };

/** A debit, or up to a hundred: then each answers for itself, in order, and the whole is a 200. */
export const answerDebits = async ({
  app,
  body,
  caller,
  traceId,
  visit,
}: Request): Promise<Answer | Problem> => {
  const { clientId, debits, ...single } = body;
  const duty = { may: 'adjust', doing: 'debit.reverse' } as const;
  const party = partyOf({ app, caller, visit }, clientId, duty);
  if (party instanceof Problem) return party;
  if (!debits) {
    const one = await answerItem(app, party, single, traceId);
    return one instanceof Problem ? one : ok(one.answer, one.replayed);
  }
  const strays = Object.keys(single);
  if (strays.length > 0) {
    return invalid(strays.map((path) => ({ path, message: 'belongs into each of debits' })));
  }
  const items = await Promise.all(debits.map((item) => answerItem(app, party, item, traceId)));
  const results = items.map((item) =>
    item instanceof Problem ? item.body(traceId) : { ...item.answer, replayed: item.replayed },
  );
  return ok(
    { results },
    items.every((item) => !(item instanceof Problem) && item.replayed),
  );
};

const ok = (body: unknown, replayed: boolean): Answer => ({
  status: 200,
  body,
  headers: { 'idempotency-replayed': String(replayed) },
});

const answerItem = async (
  app: Credits,
  party: Party,
  raw: unknown,
  traceId: TraceId,
): Promise<ItemAnswer | Problem> => {
  const item = parsed(debitItem, withDefaultMode(raw));
  if (item instanceof Problem) return item;
  if (party.actor.kind === 'admin' && item.mode !== 'reverse') {
    return new Problem('forbidden', 'an operator may only reverse here; services and users charge');
  }
  const debited = await debit(app, party, item, traceId);
  if ('refusal' in debited) return problemOf(debited.refusal, app);
  const { dryRun, entry, replayed } = debited;
  return {
    answer: await answerFor(entry, { app, dryRun, toUser: party.actor.kind === 'user' }),
    replayed,
  };
};

const STATUS: Partial<Record<Entry['kind'], DebitAnswer['status']>> = {
  debit: 'debited',
  hold: 'held',
  capture: 'captured',
  release: 'released',
  reversal: 'reversed',
};

/** Read off the entry alone, so that a repetition gets the very same answer. */
const answerFor = async (
  entry: Entry,
  {
    app,
    dryRun,
    toUser,
  }: { readonly app: Credits; readonly dryRun: boolean; readonly toUser: boolean },
): Promise<DebitAnswer> => {
  const status = STATUS[entry.kind];
  if (!status) throw new Error(`a debit can't end in a ${entry.kind}`);
  const receipt = isCharge(entry) && !dryRun ? await app.signReceipt?.(entry) : undefined;
  return {
    status,
    entry: showEntry(entry, { toUser }),
    balance: entry.balanceAfter,
    available: Math.max(0, entry.balanceAfter - entry.heldAfter),
    enforced: 'enforced' in entry.event ? entry.event.enforced : app.enforce,
    ...(entry.shortfall > 0 && { warning: 'insufficient_credits', shortfall: entry.shortfall }),
    ...(dryRun && { dryRun }),
    ...(receipt && { receipt }),
  };
};

const isCharge = ({ kind }: Entry): boolean =>
  kind === 'debit' || kind === 'hold' || kind === 'capture';

const withDefaultMode = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !('mode' in raw)
    ? { mode: 'debit', ...raw }
    : raw;

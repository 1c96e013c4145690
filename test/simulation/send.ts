import type { DebitItem } from '../../lib/contract/debit.js';
import type { Credits, Party } from '../../lib/credits/app.js';
import { changePlan } from '../../lib/credits/change-plan.js';
import { debit } from '../../lib/credits/debit.js';
import { readState } from '../../lib/credits/read-state.js';
import type { Outcome } from '../../lib/ledger/ledger.js';
import { usedKeyOf } from '../../lib/ledger/used-key.js';
import type { Actor } from '../../lib/wallet/actor.js';
import type { Command } from '../../lib/wallet/command.js';
import { credits } from '../../lib/wallet/credits.js';
import { writtenEntryName } from '../../lib/wallet/entry-name.js';
import {
  idempotencyKey,
  packId,
  planId,
  productId,
  subscriptionId,
  traceId,
  type WalletId,
} from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { month } from '../../lib/wallet/month.js';
import type { SubscriptionTerms } from '../../lib/wallet/subscription.js';
import type { Ask, Asker } from './asks.js';
import type { Answer } from './model/attempt.js';
import { type OlderRow, olderRows } from './older-rows.js';
import { graceOf, timeOf } from './subscriptions.js';

const TRACE = traceId('0af7651916cd43dd8448eb211c80319c');

const ACTORS: Readonly<Record<Asker, Actor>> = {
  user: { kind: 'user' },
  service: { kind: 'service', name: 'worker' },
  geospatial: { kind: 'service', name: 'geo', product: productId('geospatial') },
  admin: { kind: 'admin', who: 'ada' },
};

/** Takes a request into the application the way a route does: through its use case, or as a command. */
export const send = async (app: Credits, walletId: WalletId, ask: Ask): Promise<Answer> => {
  const party: Party = { walletId, actor: ACTORS[ask.by] };
  switch (ask.what) {
    case 'read':
      return { state: await readState(app, walletId, { limit: 3 }, { toUser: false }) };
    case 'plan': {
      const { dryRun, key } = ask;
      const request = {
        planId: ask.planId,
        dryRun,
        ...(key && { idempotencyKey: idempotencyKey(key) }),
      };
      const result = await changePlan(app, party, request, TRACE);
      if ('mismatch' in result) throw new Error('nobody pays in the simulation');
      return 'refusal' in result ? result : { plan: result.answer, replayed: result.replayed };
    }
    case 'topUp':
    case 'returned':
    case 'adjust':
    case 'adopt':
    case 'follow':
      return submit(app, walletId, ask);
    default: {
      const debited = await debit(app, party, itemOf(ask), TRACE);
      if ('refusal' in debited) return debited;
      const { dryRun, entry, replayed } = debited;
      return { entry, told: replayed ? 'replayed' : dryRun ? 'previewed' : 'committed' };
    }
  }
};

type Of<What extends Ask['what']> = Extract<Ask, { readonly what: What }>;

const itemOf = (ask: Of<'debit' | 'hold' | 'capture' | 'release' | 'reverse'>): DebitItem => {
  const common = { idempotencyKey: idempotencyKey(ask.key), dryRun: ask.dryRun };
  switch (ask.what) {
    case 'debit':
      return { ...common, mode: ask.what, actionId: ask.action, quantity: ask.quantity };
    case 'hold': {
      const { action: actionId, quantity, seconds: expiresInSeconds } = ask;
      return { ...common, mode: ask.what, actionId, quantity, expiresInSeconds };
    }
    case 'capture':
      return {
        ...common,
        mode: ask.what,
        holdKey: idempotencyKey(ask.holdKey),
        quantity: ask.quantity,
      };
    case 'release':
      return { ...common, mode: ask.what, holdKey: idempotencyKey(ask.holdKey) };
    case 'reverse':
      return {
        ...common,
        mode: ask.what,
        debitKey: idempotencyKey(ask.debitKey),
        debitKind: ask.debitKind,
        credits: ask.credits === undefined ? undefined : credits(ask.credits),
        reason: 'simulated',
      };
  }
};

/** Payments, corrections and adoptions have no use case; they come to the ledger as commands. */
const submit = async (
  app: Credits,
  walletId: WalletId,
  ask: Of<'topUp' | 'returned' | 'adjust' | 'adopt' | 'follow'>,
): Promise<Answer> => {
  const { dryRun } = ask;
  const outcome = await app.submit({
    walletId,
    traceId: TRACE,
    dryRun,
    command: { ...commandOf(ask), key: idempotencyKey(ask.key), at: app.now() },
  });
  return answerOf(outcome);
};

type Unaddressed<C> = C extends Command ? Omit<C, 'key' | 'at'> : never;

const commandOf = (
  ask: Of<'topUp' | 'returned' | 'adjust' | 'adopt' | 'follow'>,
): Unaddressed<Command> => {
  const stripe = { kind: 'stripe' } as const;
  switch (ask.what) {
    case 'topUp': {
      const paid = { amountMinor: ask.paid, currency: 'eur' };
      const bought = { packId: packId('pack'), credits: credits(ask.credits), paid };
      return { type: 'TopUp', actor: stripe, ...bought };
    }
    case 'returned': {
      const { paymentKey, returned: returnedMinor } = ask;
      const payment = { paymentKey: idempotencyKey(paymentKey), returnedMinor };
      return { type: 'ReturnPayment', actor: stripe, ...payment };
    }
    case 'adjust': {
      const correction = { credits: credits(ask.credits), reason: 'simulated' };
      return { type: 'AdjustBalance', actor: ACTORS.admin, ...correction };
    }
    case 'adopt':
      return { type: 'AdoptRows', actor: ACTORS.admin, rows: olderRows(ask.rows).map(asGiven) };
    case 'follow':
      return { type: 'FollowSubscription', actor: stripe, subscription: asSaid(ask) };
  }
};

const asSaid = ({ month: said = 0, said: terms }: Of<'follow'>): SubscriptionTerms | undefined => {
  if (!terms) return undefined;
  const { id, next, owedSince } = terms;
  const grace = graceOf(terms);
  return {
    id: subscriptionId(id),
    planId: planId(terms.planId),
    ...(owedSince && { pastDueSince: instant(timeOf(said, owedSince)) }),
    ...(grace !== undefined && { graceSeconds: grace / 1000 }),
    ...(next && { next: { planId: planId(next.planId), at: instant(timeOf(said, next)) } }),
  };
};

const asGiven = (row: OlderRow) => ({
  id: row.id,
  credits: credits(row.credits),
  ...(row.name && { key: usedKeyOf(writtenEntryName(row.name)) }),
  ...(row.month && { grantedFor: month(row.month) }),
});

const answerOf = (outcome: Outcome): Answer => {
  switch (outcome.outcome) {
    case 'refused':
      return { refusal: outcome.refusal };
    case 'unchanged':
      return { unchanged: true };
    default:
      return { entry: outcome.entry, told: outcome.outcome };
  }
};

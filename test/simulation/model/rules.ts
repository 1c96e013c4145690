import type { Ask } from '../asks.js';
import { moveTo } from './plans.js';
import { type Accepted, about, balanceOf, find, freeAt, type Purse } from './purse.js';
import { actionNamed, actionOf, planOf, type Terms } from './terms.js';

/** What a refusal must say. */
export type Refused = { readonly code: string } & Readonly<Record<string, unknown>>;

/** What a command does to a purse, beside what every command does. */
export type Effect = {
  readonly kind: string;
  readonly shortfall?: number;
  readonly purse: Partial<Purse>;
  readonly did: Partial<Accepted>;
};

export type Ruled = Effect | { readonly refused: Refused } | 'unchanged';

/** What a command is decided by: the version that its names were read by, the one in force, and its time. */
export type Facts = {
  readonly names: Terms;
  readonly terms: Terms;
  readonly at: number;
  readonly enforce: boolean;
  readonly clientId: string;
};

type Of<What extends Ask['what']> = Extract<Ask, { readonly what: What }>;

const refuse = (code: string, said: Readonly<Record<string, unknown>> = {}): Ruled => ({
  refused: { code, ...said },
});

const FORBIDDEN = refuse('forbidden');

export const take = (purse: Purse, amount: number) => {
  const fromGranted = Math.min(purse.granted, amount);
  const fromPurchased = amount - fromGranted;
  return {
    purse: { granted: purse.granted - fromGranted, purchased: purse.purchased - fromPurchased },
    did: { fromGranted, fromPurchased },
  };
};

/** Debits and holds cost the same, and are refused for the same reasons. */
export const charge = (purse: Purse, ask: Of<'debit'> | Of<'hold'>, facts: Facts): Ruled => {
  const action = actionOf(facts.terms, actionNamed(facts.names, ask.action));
  if (!action) return refuse('unknown_action');
  if (ask.by === 'user' && action.chargeableBy === 'service') return FORBIDDEN;
  if (ask.by === 'geospatial' && action.product !== 'geospatial') return FORBIDDEN;
  const price = action.creditsPerUnit;
  const required = price * ask.quantity;
  const available = freeAt(purse, facts.at);
  const taken = Math.min(required, available);
  const shortfall = required - taken;
  if (facts.enforce && shortfall > 0) {
    return refuse('insufficient_credits', { required, available, shortfall });
  }
  const { actionId, product } = action;
  const did = { action: actionId, product, price, quantity: ask.quantity };
  if (ask.what === 'debit') {
    const moved = take(purse, taken);
    return { kind: 'debit', shortfall, purse: moved.purse, did: { ...did, ...moved.did } };
  }
  const expiresAt = facts.at + ask.seconds * 1000;
  return { kind: 'hold', shortfall, purse: {}, did: { ...did, reserved: taken, expiresAt } };
};

export const settle = (purse: Purse, ask: Of<'capture'> | Of<'release'>, { at }: Facts): Ruled => {
  if (ask.what === 'release' && ask.by === 'user') return FORBIDDEN;
  const name = `hold|${ask.holdKey}`;
  const hold = find(purse, name);
  if (!hold) return refuse('unknown_hold');
  if (about(purse, name).length > 0) return refuse('hold_settled');
  if (ask.by === 'geospatial' && hold.product !== 'geospatial') return FORBIDDEN;
  const { action = '', price = 0, product = '', quantity: units = 0 } = hold;
  if (ask.what === 'release') return { kind: 'release', purse: {}, did: { about: name, product } };

  const quantity = ask.quantity ?? units;
  if (ask.by === 'user' && quantity < units) return FORBIDDEN;
  const reserved = (hold.expiresAt ?? 0) > at ? (hold.reserved ?? 0) : 0;
  const reach = Math.min(reserved, Math.max(0, balanceOf(purse))) + freeAt(purse, at);
  const taken = Math.min(price * quantity, reach);
  const moved = take(purse, taken);
  return {
    kind: 'capture',
    shortfall: price * quantity - taken,
    purse: moved.purse,
    did: { about: name, action, product, price, quantity, ...moved.did },
  };
};

export const reverse = (purse: Purse, ask: Of<'reverse'>): Ruled => {
  if (ask.by === 'user') return FORBIDDEN;
  const kinds = ask.debitKind ? [ask.debitKind] : ['debit', 'capture'];
  const debit = kinds.map((kind) => find(purse, `${kind}|${ask.debitKey}`)).find((each) => each);
  if (!debit) return refuse('unknown_debit');
  if (ask.by === 'geospatial' && debit.product !== 'geospatial') return FORBIDDEN;
  let { fromGranted: ofGranted = 0, fromPurchased: ofPurchased = 0 } = debit;
  for (const { fromGranted = 0, fromPurchased = 0 } of about(purse, debit.name)) {
    ofGranted -= fromGranted;
    ofPurchased -= fromPurchased;
  }
  const reversible = ofGranted + ofPurchased;
  const amount = ask.credits ?? reversible;
  if (amount < 1 || amount > reversible) return refuse('reversal_exceeds_debit', { reversible });
  const fromPurchased = Math.min(amount, ofPurchased);
  const fromGranted = amount - fromPurchased;
  return {
    kind: 'reversal',
    purse: {
      granted: Math.min(purse.cap, purse.granted + fromGranted),
      purchased: purse.purchased + fromPurchased,
    },
    did: { about: debit.name, product: debit.product ?? '', fromGranted, fromPurchased },
  };
};

export const topUp = (purse: Purse, { credits, paid }: Of<'topUp'>): Ruled => ({
  kind: 'topup',
  purse: { purchased: purse.purchased + credits },
  did: { credits, paid },
});

/** Whatever came before: what is taken back of a payment follows what of it has gone back. */
export const returned = (purse: Purse, ask: Of<'returned'>): Ruled => {
  const name = `topup|${ask.paymentKey}`;
  const payment = find(purse, name);
  if (!payment) return refuse('unknown_session');
  const { credits = 0, paid = 0 } = payment;
  const target = paid === 0 ? 0 : Math.floor((credits * Math.min(ask.returned, paid)) / paid);
  const taken = about(purse, name).reduce((sum, each) => sum + (each.credits ?? 0), 0);
  if (target === taken) return 'unchanged';
  return {
    kind: target > taken ? 'clawback' : 'reinstatement',
    purse: { purchased: purse.purchased - (target - taken) },
    did: { about: name, credits: target - taken, returned: ask.returned },
  };
};

export const adjust = (purse: Purse, { credits }: Of<'adjust'>): Ruled => {
  const available = Math.max(0, purse.purchased);
  if (-credits > available) {
    const numbers = { required: -credits, available, shortfall: -credits - available };
    return refuse('insufficient_credits', numbers);
  }
  return { kind: 'adjustment', purse: { purchased: purse.purchased + credits }, did: {} };
};

export const movePlan = (purse: Purse, ask: Of<'plan'>, { at, terms }: Facts): Ruled => {
  const plan = planOf(terms, ask.planId);
  if (!plan) return refuse('unknown_plan');
  const stays = plan.planId === purse.planId;
  if (!stays && ask.by === 'user') {
    if ('price' in plan) return refuse('payment_required');
    if (!plan.selfService) return refuse('plan_not_self_service');
  }
  const { credits, purse: moved, trimmed } = moveTo(purse, plan, at);
  return { kind: 'plan', purse: moved, did: { planId: plan.planId, trimmed, credits } };
};

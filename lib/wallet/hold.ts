import { costOf, forbiddenCharge, forbiddenProduct, takeFromBuckets } from './charge.js';
import type { CaptureHold, PlaceHold, ReleaseHold } from './command.js';
import { atLeastNone, type Credits, credits, least, microEuro, NONE } from './credits.js';
import { accepted, type Decision, type Facts, type Refusal, refused } from './decision.js';
import { entryName } from './entry-name.js';
import { holdOf } from './evolve.js';
import type { IdempotencyKey } from './ids.js';
import { type Instant, secondsAfter } from './instant.js';
import { available, balance, type Hold, isOpen, MOST_HOLDS, type Wallet } from './wallet.js';

export const placeHold = (wallet: Wallet, command: PlaceHold, { catalog }: Facts): Decision => {
  const action = catalog.actions.get(command.actionId);
  if (!action) return refused({ code: 'unknown_action', actionId: command.actionId });
  const refusal = forbiddenCharge(command.actor, action) ?? tooManyHolds(wallet, command.at);
  if (refusal) return refused(refusal);

  const cost = costOf(command.quantity, action.creditsPerUnit);
  const free = available(wallet, command.at);
  const reserved = least(cost, free);
  const shortfall = credits(cost - reserved);
  if (command.enforce && shortfall > 0) {
    return refused({ code: 'insufficient_credits', required: cost, available: free, shortfall });
  }
  return accepted({
    type: 'HoldPlaced',
    at: command.at,
    key: command.key,
    product: action.product,
    actionId: action.actionId,
    quantity: command.quantity,
    creditsPerUnit: action.creditsPerUnit,
    credits: reserved,
    shortfall,
    enforced: command.enforce,
    expiresAt: secondsAfter(command.at, command.expiresInSeconds),
    estimatedCostPerUnit: action.estimatedCostPerUnit,
    creditValue: catalog.creditValue,
    registryVersion: catalog.version,
  });
};

/** The work was done, so a capture takes what it can reach and is never refused for a lack of credits. */
export const captureHold = (wallet: Wallet, command: CaptureHold, facts: Facts): Decision => {
  const hold = unsettledHold(wallet, command.holdKey, facts);
  if ('code' in hold) return refused(hold);
  const quantity = command.quantity ?? hold.quantity;
  const forbidden =
    forbiddenProduct(command.actor, hold.product) ??
    (command.actor.kind === 'user' && quantity < hold.quantity
      ? ONLY_A_SERVICE_CAPTURES_LESS
      : undefined);
  if (forbidden) return refused(forbidden);

  const cost = costOf(quantity, hold.creditsPerUnit);
  const reserved = reservedBy(hold, command.at);
  const own = least(reserved, atLeastNone(balance(wallet)));
  const taken = least(cost, credits(own + available(wallet, command.at)));
  return accepted({
    type: 'HoldCaptured',
    at: command.at,
    holdKey: hold.key,
    product: hold.product,
    actionId: hold.actionId,
    quantity,
    creditsPerUnit: hold.creditsPerUnit,
    reserved,
    ...takeFromBuckets(wallet, taken),
    shortfall: credits(cost - taken),
    enforced: command.enforce,
    estimatedCost: microEuro(hold.estimatedCostPerUnit * quantity),
    creditValue: hold.creditValue,
    registryVersion: hold.registryVersion,
  });
};

export const releaseHold = (wallet: Wallet, command: ReleaseHold, facts: Facts): Decision => {
  if (command.actor.kind === 'user') return refused(ONLY_A_SERVICE_RELEASES);
  const hold = unsettledHold(wallet, command.holdKey, facts);
  if ('code' in hold) return refused(hold);
  const forbidden = forbiddenProduct(command.actor, hold.product);
  if (forbidden) return refused(forbidden);
  return accepted({
    type: 'HoldReleased',
    at: command.at,
    holdKey: hold.key,
    product: hold.product,
    actionId: hold.actionId,
    reserved: reservedBy(hold, command.at),
  });
};

const ONLY_A_SERVICE_CAPTURES_LESS: Refusal = {
  code: 'forbidden',
  reason: 'only a service may capture less than was held',
};

const ONLY_A_SERVICE_RELEASES: Refusal = {
  code: 'forbidden',
  reason: 'only a service may release a hold',
};

const reservedBy = (hold: Hold, at: Instant): Credits => (isOpen(hold, at) ? hold.credits : NONE);

/** A hold that expired long ago has left the wallet; its entry, and what settled it, have not. */
const unsettledHold = (wallet: Wallet, key: IdempotencyKey, facts: Facts): Hold | Refusal => {
  const atHand = wallet.holds.find((hold) => hold.key === key);
  if (atHand) return atHand;
  const name = entryName('hold', key);
  const placed = facts.named(name)?.event;
  if (placed?.type !== 'HoldPlaced') return { code: 'unknown_hold', holdKey: key };
  if (facts.referringTo(name).length > 0) return { code: 'hold_settled', holdKey: key };
  return holdOf(placed);
};

const tooManyHolds = (wallet: Wallet, at: Instant): Refusal | undefined => {
  const open = wallet.holds.filter((hold) => isOpen(hold, at)).map((hold) => hold.expiresAt);
  const [first] = open.sort();
  if (first === undefined || open.length < MOST_HOLDS) return undefined;
  return { code: 'limit_exceeded', limit: 'open_holds', most: MOST_HOLDS, resetsAt: first };
};

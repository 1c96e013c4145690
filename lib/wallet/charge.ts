import type { Actor } from './actor.js';
import type { ActionTerms } from './catalog.js';
import { type Credits, credits, least } from './credits.js';
import type { Refusal } from './decision.js';
import type { ProductId } from './ids.js';
import type { Wallet } from './wallet.js';

/** Why this caller may not place a charge for this action. */
export const forbiddenCharge = (actor: Actor, action: ActionTerms): Refusal | undefined => {
  if (actor.kind === 'user' && action.chargeableBy === 'service') {
    return { code: 'forbidden', reason: `${action.actionId} is charged by its product's backend` };
  }
  return forbiddenProduct(actor, action.product);
};

/** A service that is bound to a product touches no other product's entries. */
export const forbiddenProduct = (actor: Actor, product: ProductId): Refusal | undefined =>
  actor.kind === 'service' && actor.product !== undefined && actor.product !== product
    ? { code: 'forbidden', reason: `${actor.name} may act for ${actor.product} only` }
    : undefined;

const MOST_UNITS = 1_000_000;

/**
 * What a quantity costs. The edge has checked the quantity; it is checked again here because a negative one would
 * hand out credits.
 */
export const costOf = (quantity: number, creditsPerUnit: Credits): Credits => {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_UNITS) {
    throw new RangeError(`not a quantity: ${quantity}`);
  }
  return credits(creditsPerUnit * quantity);
};

/** Granted credits first: they are the ones that a cap would cut. */
export const takeFromBuckets = (
  wallet: Wallet,
  amount: Credits,
): { readonly fromGranted: Credits; readonly fromPurchased: Credits } => {
  const fromGranted = least(wallet.granted, amount);
  return { fromGranted, fromPurchased: credits(amount - fromGranted) };
};

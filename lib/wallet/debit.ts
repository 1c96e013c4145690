import { costOf, forbiddenCharge, takeFromBuckets } from './charge.js';
import type { DebitCredits } from './command.js';
import { credits, least, microEuro } from './credits.js';
import { accepted, type Decision, type Facts, refused } from './decision.js';
import { available, type Wallet } from './wallet.js';

export const debitCredits = (
  wallet: Wallet,
  command: DebitCredits,
  { catalog }: Facts,
): Decision => {
  const action = catalog.actions.get(command.actionId);
  if (!action) return refused({ code: 'unknown_action', actionId: command.actionId });
  const forbidden = forbiddenCharge(command.actor, action);
  if (forbidden) return refused(forbidden);

  const cost = costOf(command.quantity, action.creditsPerUnit);
  const free = available(wallet, command.at);
  const taken = least(cost, free);
  const shortfall = credits(cost - taken);
  if (command.enforce && shortfall > 0) {
    return refused({ code: 'insufficient_credits', required: cost, available: free, shortfall });
  }
  return accepted({
    type: 'CreditsDebited',
    at: command.at,
    product: action.product,
    actionId: action.actionId,
    quantity: command.quantity,
    creditsPerUnit: action.creditsPerUnit,
    ...takeFromBuckets(wallet, taken),
    shortfall,
    enforced: command.enforce,
    estimatedCost: microEuro(action.estimatedCostPerUnit * command.quantity),
    creditValue: catalog.creditValue,
  });
};

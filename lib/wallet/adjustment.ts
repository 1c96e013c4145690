import type { AdjustBalance } from './command.js';
import { atLeastNone, credits } from './credits.js';
import { accepted, type Decision, refused } from './decision.js';
import type { Wallet } from './wallet.js';

/** Corrects the purchased credits by a new entry, never by an edit; it can't push them below zero. */
export const adjustBalance = (wallet: Wallet, command: AdjustBalance): Decision => {
  const removes = atLeastNone(-command.credits);
  const removable = atLeastNone(wallet.purchased);
  if (removes > removable) {
    return refused({
      code: 'insufficient_credits',
      required: removes,
      available: removable,
      shortfall: credits(removes - removable),
    });
  }
  return accepted({
    type: 'BalanceAdjusted',
    at: command.at,
    credits: command.credits,
    reason: command.reason,
  });
};

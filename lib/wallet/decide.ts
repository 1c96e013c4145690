import { adjustBalance } from './adjustment.js';
import { adoptRows } from './adoption.js';
import { assertNever } from './brand.js';
import type { Command } from './command.js';
import { debitCredits } from './debit.js';
import type { Decision, Facts } from './decision.js';
import { bringUpToDate } from './due.js';
import { followSubscription } from './follow-subscription.js';
import { captureHold, placeHold, releaseHold } from './hold.js';
import { later } from './instant.js';
import { returnPayment, topUp } from './payment.js';
import { changePlan } from './plan-change.js';
import { reverseDebit } from './reversal.js';
import type { Wallet } from './wallet.js';

/**
 * What a command does to a wallet: the events to append, or why nothing is. Pure: the same arguments, the same answer.
 * What is due (an opening, monthly grants, a plan whose time has come) goes first, and only with a command that is
 * accepted. An adoption, which what is due depends on, comes before it; so does what a provider says of a payment.
 */
export const decide = (stored: Wallet | undefined, asked: Command, facts: Facts): Decision => {
  const command = stored ? { ...asked, at: later(asked.at, stored.updatedAt) } : asked;
  if (command.type === 'AdoptRows') return adoptRows(stored, command, facts);
  if (command.type === 'FollowSubscription') return followSubscription(stored, command, facts);
  const due = bringUpToDate(stored, facts.catalog, command.at);
  const decision = decideOn(due.wallet, command, facts);
  if (decision.outcome !== 'accepted') return decision;
  return { outcome: 'accepted', events: [...due.events, ...decision.events] };
};

const decideOn = (
  wallet: Wallet,
  command: Exclude<Command, { type: 'AdoptRows' | 'FollowSubscription' }>,
  facts: Facts,
): Decision => {
  switch (command.type) {
    case 'DebitCredits':
      return debitCredits(wallet, command, facts);
    case 'PlaceHold':
      return placeHold(wallet, command, facts);
    case 'CaptureHold':
      return captureHold(wallet, command, facts);
    case 'ReleaseHold':
      return releaseHold(wallet, command, facts);
    case 'ReverseDebit':
      return reverseDebit(wallet, command, facts);
    case 'TopUp':
      return topUp(command);
    case 'ReturnPayment':
      return returnPayment(command, facts);
    case 'ChangePlan':
      return changePlan(wallet, command, facts);
    case 'AdjustBalance':
      return adjustBalance(wallet, command);
    default:
      return assertNever(command);
  }
};

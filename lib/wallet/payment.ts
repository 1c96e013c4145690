import type { ReturnPayment, TopUp } from './command.js';
import { type Credits, credits, NONE, proportion } from './credits.js';
import {
  accepted,
  type Decision,
  type Facts,
  type PastEntry,
  refused,
  unchanged,
} from './decision.js';
import { entryName } from './entry-name.js';
import type { CreditsToppedUp } from './event.js';

export const topUp = (command: TopUp): Decision =>
  accepted({
    type: 'CreditsToppedUp',
    at: command.at,
    packId: command.packId,
    credits: command.credits,
    paid: command.paid,
  });

/**
 * Posts the difference between what should have been taken back for a payment by now, and what was. So any order and
 * number of refunds, disputes and failures ends the same, and never takes more than the payment credited.
 */
export const returnPayment = (command: ReturnPayment, facts: Facts): Decision => {
  const payment = entryName('topup', command.paymentKey);
  const paidFor = facts.named(payment)?.event;
  if (paidFor?.type !== 'CreditsToppedUp') {
    return refused({ code: 'unknown_session', sessionId: command.paymentKey });
  }
  const difference =
    creditsToTakeBack(paidFor, command.returnedMinor) - takenBack(facts.referringTo(payment));
  if (difference === 0) return unchanged;
  return accepted({
    type: difference > 0 ? 'CreditsClawedBack' : 'CreditsReinstated',
    at: command.at,
    payment,
    credits: credits(Math.abs(difference)),
    returned: { amountMinor: command.returnedMinor, currency: paidFor.paid.currency },
  });
};

const creditsToTakeBack = (topUp: CreditsToppedUp, returnedMinor: number): Credits => {
  const paid = topUp.paid.amountMinor;
  if (paid === 0) return NONE; // nothing was paid, so nothing can go back
  return proportion(topUp.credits, Math.min(paid, Math.max(0, returnedMinor)), paid, 'down');
};

const takenBack = (entries: readonly PastEntry[]): Credits => {
  let taken = 0;
  for (const { event } of entries) {
    if (event.type === 'CreditsClawedBack') taken += event.credits;
    if (event.type === 'CreditsReinstated') taken -= event.credits;
  }
  return credits(taken);
};

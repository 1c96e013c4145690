import { forbiddenProduct } from './charge.js';
import type { ReverseDebit } from './command.js';
import { referencesOf } from './command.js';
import { type Credits, credits, least } from './credits.js';
import { accepted, type Decision, type Facts, type PastEntry, refused } from './decision.js';
import type { CreditsDebited, HoldCaptured } from './event.js';
import type { Wallet } from './wallet.js';

/**
 * Gives a debit back to the buckets that it came from. What was taken last goes back first (purchased, then granted),
 * so that two partial reversals end as one of their sum.
 */
export const reverseDebit = (wallet: Wallet, command: ReverseDebit, facts: Facts): Decision => {
  if (command.actor.kind === 'user') {
    return refused({
      code: 'forbidden',
      reason: 'only a service or an operator may reverse a debit',
    });
  }
  const debit = debitNamed(command, facts);
  if (!debit) return refused({ code: 'unknown_debit', debitKey: command.debitKey });
  const forbidden = forbiddenProduct(command.actor, debit.event.product);
  if (forbidden) return refused(forbidden);

  const before = givenBack(facts.referringTo(debit.name));
  const leftPurchased = credits(debit.event.fromPurchased - before.toPurchased);
  const leftGranted = credits(debit.event.fromGranted - before.fromGranted);
  const reversible = credits(leftPurchased + leftGranted);
  const amount = command.credits ?? reversible;
  if (amount < 1 || amount > reversible) {
    return refused({ code: 'reversal_exceeds_debit', debitKey: command.debitKey, reversible });
  }
  const toPurchased = least(amount, leftPurchased);
  const ofGrant = credits(amount - toPurchased);
  const toGranted = least(ofGrant, credits(wallet.softCap - wallet.granted));
  return accepted({
    type: 'DebitReversed',
    at: command.at,
    debit: debit.name,
    product: debit.event.product,
    actionId: debit.event.actionId,
    credits: amount,
    toPurchased,
    toGranted,
    keptBack: credits(ofGrant - toGranted),
    creditValue: debit.event.creditValue,
    reason: command.reason,
  });
};

type Debit = { readonly name: PastEntry['name']; readonly event: CreditsDebited | HoldCaptured };

const debitNamed = (command: ReverseDebit, facts: Facts): Debit | undefined => {
  for (const name of referencesOf(command)) {
    const event = facts.named(name)?.event;
    if (event?.type === 'CreditsDebited' || event?.type === 'HoldCaptured') return { name, event };
  }
  return undefined;
};

/** What earlier reversals gave back, by the bucket it had come from, what the cap kept back included. */
const givenBack = (
  reversals: readonly PastEntry[],
): { readonly toPurchased: Credits; readonly fromGranted: Credits } => {
  let [toPurchased, fromGranted] = [0, 0];
  for (const { event } of reversals) {
    if (event.type !== 'DebitReversed') continue;
    toPurchased += event.toPurchased;
    fromGranted += event.credits - event.toPurchased;
  }
  return { toPurchased: credits(toPurchased), fromGranted: credits(fromGranted) };
};

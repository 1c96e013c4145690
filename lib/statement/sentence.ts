import { assertNever } from '../wallet/brand.js';
import type {
  CreditsDebited,
  CreditsGranted,
  DebitReversed,
  HoldCaptured,
  PlanChanged,
  WalletEvent,
} from '../wallet/event.js';
import type { Month } from '../wallet/month.js';

/** What things were called when an entry was written, by their ids. */
export type Names = {
  readonly action: (actionId: string) => string;
  readonly plan: (planId: string) => string;
  readonly pack: (packId: string) => string;
};

/** Why credits came or went, for the client whose they are. */
export const sentenceOf = (event: WalletEvent, names: Names): string => {
  switch (event.type) {
    case 'WalletOpened':
      return `Opened on ${names.plan(event.planId)}: ${event.monthlyGrant} credits a month, up to ${event.softCap}`;
    case 'CreditsGranted':
      return grant(event);
    case 'GrantTrimmed':
      return `The cap of the plan is ${event.softCap} now, which cut off ${event.credits}`;
    case 'CreditsDebited':
      return charge(event, names);
    case 'HoldPlaced':
      return `${times(event, names)}: ${event.credits} reserved${lacking(event.shortfall)}`;
    case 'HoldCaptured':
      return `${charge(event, names)}, as reserved before`;
    case 'HoldReleased':
      return `${names.action(event.actionId)}: what was reserved is free again`;
    case 'DebitReversed':
      return reversal(event, names);
    case 'CreditsToppedUp':
      return `Bought ${names.pack(event.packId)}`;
    case 'CreditsClawedBack':
      return `A payment was given back, and ${event.credits} of its credits with it`;
    case 'CreditsReinstated':
      return `A payment that was given back came again, and ${event.credits} of its credits with it`;
    case 'PlanChanged':
      return planChange(event, names);
    case 'BalanceAdjusted':
      return `Corrected by an operator: ${event.reason}`;
    case 'RowsAdopted':
      return `Taken over from before: ${counted(event.rows.length, 'movement')}, ${event.sum} in all`;
    default:
      return assertNever(event);
  }
};

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

type Units = { readonly actionId: string; readonly quantity: number };

const times = ({ actionId, quantity }: Units, names: Names): string =>
  quantity === 1 ? names.action(actionId) : `${names.action(actionId)} × ${quantity}`;

const lacking = (shortfall: number): string =>
  shortfall === 0 ? '' : `, ${shortfall} more were lacking`;

const charge = (event: CreditsDebited | HoldCaptured, names: Names): string =>
  `${times(event, names)}${lacking(event.shortfall)}`;

const notFitting = (keptBack: number, softCap?: number): string => {
  if (keptBack === 0) return '';
  const cap = softCap === undefined ? 'the cap' : `the cap of ${softCap}`;
  return `, of which ${keptBack} did not fit under ${cap}`;
};

const grant = ({ credits, keptBack, months, softCap }: CreditsGranted): string => {
  const [first, last] = [months.at(0)?.month, months.at(-1)?.month];
  const of = first === last ? 'Monthly grant for' : 'Monthly grants for';
  const when = [...new Set([first, last])].map((each) => each && nameOf(each)).join(' to ');
  return `${of} ${when}: ${credits + keptBack}${notFitting(keptBack, softCap)}`;
};

const reversal = (event: DebitReversed, names: Names): string =>
  `${names.action(event.actionId)}: ${event.credits} given back${notFitting(event.keptBack)} (${event.reason})`;

const WHY = { next: ', as arranged', unpaid: ', since it was not paid for' } as const;

const planChange = (event: PlanChanged, names: Names): string => {
  const { credits, fellDue, from, keptBack, softCap, subscription, to, trimmed } = event;
  const plan = names.plan(to);
  const why = fellDue ? WHY[fellDue.why] : '';
  if (trimmed > 0) return `Downgrade to ${plan} cut off ${trimmed}${why}`;
  const brought = credits + keptBack;
  if (brought > 0) {
    return `Upgrade to ${plan}${why}: ${brought}${notFitting(keptBack, softCap)}`;
  }
  if (from !== to) return `Change from ${names.plan(from)} to ${plan}${why}`;
  if (subscription === undefined) return `The plan stays ${plan}`;
  return subscription
    ? `News of the subscription to ${names.plan(subscription.planId)}`
    : 'The subscription ended';
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const nameOf = (month: Month): string =>
  `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

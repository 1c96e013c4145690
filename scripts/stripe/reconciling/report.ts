import type { Difference } from '../../../lib/credits/compare-payment.js';
import type { Reconciled } from '../../../lib/credits/reconcile.js';
import { say, table } from '../../local/story.js';
import { money } from '../stand-in/money.js';

/** What each difference is, and what to do about it. */
const ADVICE: Readonly<Record<Difference['kind'], string>> = {
  'not credited': 'paid, and not in the ledger: --repair credits it, less what went back',
  'not taken back': 'money went back to the payer, its credits did not: --repair takes them back',
  'taken back too much':
    'the money did not go back, or came again: --repair gives the credits back',
  'not paid':
    'credited, and not paid by this client: is the key of the right account and mode? If so, post an adjustment',
  mismatch:
    'paid, and not what was ordered, or not what the ledger has it as: put right in Stripe what was edited there, ' +
    'or refund it and post an adjustment for what is left; --repair takes back what went back of what is credited',
  unreadable: 'an entry of a payment that is no entry any more: npm run ledger:verify says more',
};

/** Shows what was found, in one table, and below it what to do about each kind. */
export const report = ({ checkouts, differences, entries, others }: Reconciled): void => {
  say(
    `compared: ${counted(checkouts, 'paid checkout')}, ${counted(entries, 'entry', 'entries')} of the period; ${others} of others passed over`,
  );
  if (differences.length === 0) return;
  say('');
  const heads = [
    'difference',
    'client',
    'session',
    'opened',
    'paid',
    'went back',
    'credits to post',
  ];
  const hasReason = differences.some(({ reason }) => reason);
  table(
    hasReason ? [...heads, 'because'] : heads,
    differences.map((difference) => rowOf(difference)),
  );
  say('');
  for (const kind of new Set(differences.map((difference) => difference.kind))) {
    say(`  ${kind}: ${ADVICE[kind]}`);
  }
  say('');
};

const rowOf = (difference: Difference): readonly (string | number)[] => {
  const { clientId, kind, lacking, openedAt, reason = '', sessionId = '' } = difference;
  const { returnedMinor, total } = difference;
  return [
    kind,
    clientId,
    sessionId,
    openedAt?.slice(0, 10) ?? '',
    total ? money(total.amountMinor, total.currency) : '',
    total && returnedMinor ? money(returnedMinor, total.currency) : '',
    lacking === undefined ? '' : lacking > 0 ? `+${lacking}` : String(lacking),
    reason,
  ];
};

export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`;

import type { Forms } from '../language.js';

const forms = (one: string, other: string): Forms => ({ one, other });

const byCode = (texts: Readonly<Record<string, string> & { other: string }>) => texts;

/** All that the components say. `{n}` is the number that a form was chosen by. */
export const texts = {
  demo: 'Demo',
  demoHint: 'A demo in this browser: nothing is charged. Sign in for your own credits.',
  credits: forms('{n} credit', '{n} credits'),
  again: 'Try again',
  close: 'Close',
  chip: {
    /** What the link is called after the number. */
    account: 'open your account',
    plan: 'Plan',
    included: 'Included each month',
    cap: 'Soft cap',
    purchased: 'Purchased',
    held: 'Held for work under way',
    available: 'Available',
    next: 'Next grant, {day}',
    low: 'Running low',
    stale: 'Not up to date',
    tapAgain: 'Tap again to open your account.',
  },
  guard: {
    costs: forms('Costs {n} credit', 'Costs {n} credits'),
    short: forms('{n} missing', '{n} missing'),
    unavailable: 'Not available',
    refused: 'Not enough credits',
    needs: forms(
      '{name} costs {n} credit, and you have {available}.',
      '{name} costs {n} credits, and you have {available}.',
    ),
    required: 'Required',
    available: 'Available',
    missing: 'Missing',
    held: forms(
      '{n} credit is held for work under way; what it does not need comes back.',
      '{n} credits are held for work under way; what it does not need comes back.',
    ),
    covers: 'Enough for this',
    topUp: 'Top up',
    signIn: 'Sign in to buy credits',
    account: 'Open your account',
    next: forms('Or wait: {n} credit comes on {day}.', 'Or wait: {n} credits come on {day}.'),
    enough: 'There is enough now',
    goOn: 'Continue',
    confirm: forms('Spend {n} credit?', 'Spend {n} credits?'),
    afterwards: '{name}. {left} of {available} are left afterwards.',
    spend: forms('Spend {n} credit', 'Spend {n} credits'),
    cancel: 'Cancel',
    charged: forms('{n} credit spent, {left} left', '{n} credits spent, {left} left'),
    shortfall: 'Not enough credits: {missing} of {required} were missing',
    replayed: 'Paid already: nothing was charged again',
    failed: 'This did not work',
    onceOnly: 'Trying again never charges twice.',
  },
  /** What to do, by the code of the problem; `other` where there is none. */
  problems: byCode({
    unreachable: 'No connection to the credits service. Check yours, then try again.',
    unauthenticated: 'Your session is over. Sign in again.',
    rate_limited: 'Too many requests. Wait a minute, then try again.',
    unknown_action: 'This is not available here.',
    forbidden: 'This can’t be started from here.',
    sign_in_to_buy: 'This is a demo. Sign in to buy credits.',
    other: 'Something went wrong with the credits service. Try again in a moment.',
  }),
};

export type Texts = typeof texts;

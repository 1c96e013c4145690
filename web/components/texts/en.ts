import type { Forms } from '../language.js';

/** All that the components say. `{n}` is the number that a form was chosen by. */
export const texts = {
  demo: 'Demo',
  demoHint: 'A demo in this browser: nothing is charged. Sign in for your own credits.',
  credits: { one: '{n} credit', other: '{n} credits' } satisfies Forms as Forms,
  again: 'Try again',
  close: 'Close',
  /** What to do, by the code of the problem; `other` where there is none. */
  problems: {
    unreachable: 'No connection to the credits service. Check yours, then try again.',
    unauthenticated: 'Your session is over. Sign in again.',
    rate_limited: 'Too many requests. Wait a minute, then try again.',
    sign_in_to_buy: 'This is a demo. Sign in to buy credits.',
    other: 'Something went wrong with the credits service. Try again in a moment.',
  } as Readonly<Record<string, string>>,
};

export type Texts = typeof texts;

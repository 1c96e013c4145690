import type { Wraps } from '../store.js';

/** Mistakes in what pays for a plan. */
export const PLANS: Readonly<Record<string, () => Wraps>> = {
  'a month granted before it is paid for': () => ({
    decide:
      (honest) =>
      (submission, into, ...rest) => {
        const { subscription } = into.wallet ?? {};
        const told = submission.command.type === 'FollowSubscription';
        if (told || !into.wallet || !subscription?.pastDueSince)
          return honest(submission, into, ...rest);
        const { pastDueSince, ...paid } = subscription;
        into.wallet = { ...into.wallet, subscription: paid };
        const outcome = honest(submission, into, ...rest);
        if (into.wallet.subscription === paid) into.wallet = { ...into.wallet, subscription };
        return outcome;
      },
  }),

  'the same subscription taken for a new one': () => ({
    decide:
      (honest) =>
      (submission, into, ...rest) => {
        if (submission.command.type !== 'FollowSubscription' || !into.wallet)
          return honest(submission, into, ...rest);
        const { wallet } = into;
        const { subscription, ...forgetful } = wallet;
        into.wallet = forgetful;
        const outcome = honest(submission, into, ...rest);
        if (into.wallet === forgetful) into.wallet = wallet;
        return outcome;
      },
  }),
};

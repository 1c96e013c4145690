import type { DebitAnswer } from '../../lib/contract/debit.js';
import type { StateAnswer } from '../../lib/contract/state.js';
import type { Ask } from '../local/demo-client.js';

type Headers = Readonly<Record<string, string>>;

/** Who takes part: a client and a product's backend, by their headers, and Stripe. */
export type Parts = {
  readonly ask: Ask;
  readonly user: Headers;
  readonly service: Headers;
  readonly stripe: {
    readonly ask: Ask;
    /** Until then what it has to tell is held up. Resolves when all of it was heard. */
    readonly tellAll: () => Promise<void>;
  };
};

/** What matters of a debit, or of what follows one. */
export const outline = ({ available, balance, entry, status }: DebitAnswer) => ({
  status,
  entry: { seq: entry.seq, name: entry.name, creditsDelta: entry.creditsDelta },
  balance,
  available,
});

/** Looks into the wallet. */
export const look = ({ ask, user }: Parts): Promise<StateAnswer> =>
  ask<StateAnswer>(
    { path: '/api/credits-state', headers: user },
    ({ available, balance, granted, purchased }) => ({ balance, available, granted, purchased }),
  );

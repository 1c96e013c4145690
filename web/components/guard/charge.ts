import type { Answer, Schemas } from '../../api/api.js';
import { withKey } from '../pending-key.js';
import type { CreditsStore } from '../store.js';

/** What is to be paid for. */
export type Work = {
  readonly actionId: string;
  readonly quantity: number;
  /** What the page calls this piece of work, if it does. It is then paid for once, however often it is asked for. */
  readonly identity: string | null;
  /** Which guard of which page asks, where the work has no name of its own. */
  readonly place: string;
};

const LONGEST_KEY = 200;
const MOST_UNITS = 1_000_000;

/** Charges for a piece of work under its own key, or under one that is kept until the answer is definite. */
export const charge = (
  store: CreditsStore,
  { actionId, identity, place, quantity }: Work,
): Promise<Answer<Schemas['Debit']>> => {
  const debit = (idempotencyKey: string) => store.debit({ actionId, quantity, idempotencyKey });
  if (identity) return debit(keyOf(actionId, identity));
  const client = store.snapshot.state?.clientId;
  return withKey(`debit:${client}:${actionId}:${quantity}:${place}`, debit);
};

/** The action is in it: a document may be summarised and translated, and each is paid for. */
const keyOf = (actionId: string, identity: string): string =>
  `${actionId}:${encodeURIComponent(identity)}`;

/** Why these attributes can't be charged for, whoever asks: said to whoever wrote the page. */
export const mistakeIn = ({ actionId, identity, quantity }: Work): string | undefined => {
  if (!(Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_UNITS)) {
    return 'quantity is not a whole number from 1 to 1000000';
  }
  if (identity && keyOf(actionId, identity).length > LONGEST_KEY) {
    return `work makes a key of more than ${LONGEST_KEY} characters: take a shorter name, a hash for instance`;
  }
  return undefined;
};

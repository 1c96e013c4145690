import type { Found, Search } from '../ledger/reports/search.js';
import { KINDS } from '../wallet/entry-name.js';
import { type Known, type Traced, tracePayment } from './trace-payment.js';

/** What an operator looks for. The key may be a whole name, `CZ_SMCR|debit|<key>`. */
export type Wanted = Pick<Search, 'clientId' | 'from' | 'key' | 'kind' | 'to' | 'traceId'> & {
  /** What the payment provider calls a payment, a subscription, or one of its messages. */
  readonly stripeId?: string | undefined;
};

export type FoundEntries = Found | 'no such place' | Extract<Traced, `${string} needed`>;

/** The entries for which everything holds that is wanted, a page of them, the newest first. */
export const findEntries = async (
  known: Known,
  { stripeId, ...wanted }: Wanted,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<FoundEntries> => {
  const traced = stripeId === undefined ? {} : await tracePayment(known, stripeId);
  if (traced === 'payments needed' || traced === 'database needed') return traced;
  const search = traced === 'nothing' ? undefined : both(named(wanted), traced);
  if (!search) return { entries: [] };
  const { entrySearch } = await known.reports();
  return (await entrySearch.find(known.tenantId, search, page)) ?? 'no such place';
};

const NAME = new RegExp(`^CZ_SMCR\\|(${KINDS.join('|')})\\|(.+)$`);

/** A name is a kind and a key. */
const named = (wanted: Search): Search | undefined => {
  const [, kind, key] = NAME.exec(wanted.key ?? '') ?? [];
  const ofName = KINDS.find((each) => each === kind);
  return ofName ? both({ ...wanted, key }, { kind: ofName }) : wanted;
};

/** All that either says; undefined where they contradict each other, for then there is nothing to find. */
const both = (one: Search | undefined, other: Search): Search | undefined => {
  const contradicts = (['clientId', 'kind'] as const).some(
    (member) => one?.[member] && other[member] && one[member] !== other[member],
  );
  return one && !contradicts ? { ...one, ...other } : undefined;
};

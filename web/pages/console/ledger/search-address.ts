import { type Kind, kindNamed } from '../entry/kinds.js';
import { type Pasted, type SoughtBy, soughtByNamed, understood } from './pasted.js';

/** A search as somebody wrote it. Times are as the fields have them: UTC, without saying so. */
export type Search = {
  readonly text: string;
  /** Only where somebody knew better than the form of the text. */
  readonly as?: SoughtBy;
  readonly client?: string;
  readonly kind?: Kind;
  readonly from?: string;
  readonly to?: string;
};

/** The search that an address tells; undefined where it tells none. */
export const searchAt = (query: URLSearchParams): Search | undefined => {
  const text = query.get('q')?.trim() ?? '';
  const client = query.get('client')?.trim();
  if (!text && !client) return undefined;
  const [as, kind] = [soughtByNamed(query.get('as')), kindNamed(query.get('kind'))];
  const [from, to] = [query.get('from'), query.get('to')];
  return {
    text,
    ...(as && { as }),
    ...(client && { client }),
    ...(kind && { kind }),
    ...(from && { from }),
    ...(to && { to }),
  };
};

/** Where a search is found again: what is in it, and nothing that is left empty. */
export const addressOf = ({ text, ...more }: Search): string => {
  const members = Object.entries({ ...(text && { q: text }), ...more }).filter(
    ([, value]) => value,
  );
  return `#/ledger?${new URLSearchParams(members)}`;
};

/** The address of a search by one thing that is known for what it is. */
export const ledgerOf = (by: SoughtBy, text: string): string =>
  addressOf({ text, ...(understood(text).by !== by && { as: by }) });

export const walletOf = (clientId: string): string => `#/wallets/${encodeURIComponent(clientId)}`;

/** What the field holds, as it is going to be looked for. */
export const takenFor = ({ as, text }: Search): Pasted => {
  const taken = understood(text);
  return as && as !== taken.by ? { text: text.trim(), by: as, because: 'chosen by you' } : taken;
};

export type EntriesQuery = {
  readonly traceId?: string;
  readonly key?: string;
  readonly stripeId?: string;
  readonly clientId?: string;
  readonly kind?: Kind;
  readonly from?: string;
  readonly to?: string;
};

/** The question to the API. */
export const queryOf = (search: Search): EntriesQuery => {
  const { client, from, kind, text, to } = search;
  const { by, text: sought } = takenFor(search);
  return {
    ...(client && { clientId: client }),
    ...(text && { [by]: sought }),
    ...(kind && { kind }),
    ...(from && { from: asUtc(from) }),
    ...(to && { to: asUtc(to) }),
  };
};

/** `2026-11-01T00:00` of a field, or a whole time of a link. */
const asUtc = (time: string): string => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(time)) return `${time}T00:00:00Z`;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(time)) return `${time}:00Z`;
  return /T\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(time) ? `${time}Z` : time;
};

import type { Ask } from '../asks.js';
import { type OlderRow, olderRows } from '../older-rows.js';

/** A command that a wallet accepted, with what it did. */
export type Accepted = {
  /** `kind|key`; unique in a wallet. */
  readonly name: string;
  /** The request that it came of; several where the entry could have come of any of them. */
  readonly asks: readonly Exclude<Ask, { what: 'read' }>[];
  /** The registry version that it went by. */
  readonly version: number;
  /** The name of the entry that it is about. */
  readonly about?: string;
  readonly action?: string;
  readonly product?: string;
  readonly price?: number;
  readonly quantity?: number;
  /** What it took of either bucket; what a reversal gave back to it, what the cap kept back included. */
  readonly fromGranted?: number;
  readonly fromPurchased?: number;
  readonly reserved?: number;
  readonly expiresAt?: number;
  /** Of a payment: what it credited; what a clawback took, negative where it was given back. */
  readonly credits?: number;
  readonly paid?: number;
  readonly returned?: number;
  /** Of a plan change: where it led, what was cut, and as `credits` what was granted. */
  readonly planId?: string;
  readonly trimmed?: number;
  /** Of what a provider said: what is known of the subscription since then, in one line. */
  readonly followed?: string;
  /** Of an adoption: the ids of its rows, what they add up to, and what of their grants was one too many. */
  readonly rows?: string;
  readonly sum?: number;
  readonly keptBack?: number;
  /** The balance after it. */
  readonly left: number;
};

/** A subscription that is followed: since when it is owed, until when it may be paid, or when that was over. */
export type Followed = {
  readonly id: string;
  readonly planId: string;
  readonly since?: number;
  readonly until?: number;
  readonly over?: number;
  readonly next?: { readonly planId: string; readonly at: number };
};

/** A wallet as the model knows it: a few numbers, and the list of all that it accepted. */
export type Purse = {
  /** How many entries there are. */
  readonly version: number;
  readonly planId: string;
  readonly grant: number;
  readonly cap: number;
  readonly granted: number;
  readonly purchased: number;
  /** The last month that was granted, counted in months since the year 0, and what was granted for it. */
  readonly month: number;
  readonly monthGranted: number;
  readonly updatedAt: number;
  readonly followed?: Followed | undefined;
  /** What older rows took that was not there. */
  readonly overdrawn: number;
  readonly accepted: readonly Accepted[];
};

export const find = (purse: Purse | undefined, name: string): Accepted | undefined =>
  purse?.accepted.find((each) => each.name === name);

/** All that was accepted about an entry. */
export const about = (purse: Purse, name: string): readonly Accepted[] =>
  purse.accepted.filter((each) => each.about === name);

/** The older rows that were adopted, in the order in which they were. */
export const adoptedRows = (purse: Purse | undefined): readonly OlderRow[] =>
  purse?.accepted.flatMap(({ rows }) => (rows === undefined ? [] : olderRows(rows))) ?? [];

/** What rows granted for a month. */
export const grantedBy = (rows: readonly OlderRow[], month: number): number =>
  rows.reduce((sum, row) => sum + (row.month === monthName(month) ? row.credits : 0), 0);

export const balanceOf = ({ granted, purchased }: Purse): number => granted + purchased;

/** The holds that reserve something at a time: not settled, and not expired. */
export const openHolds = (purse: Purse, at: number): readonly Accepted[] =>
  purse.accepted.filter(
    (each) =>
      each.name.startsWith('hold|') &&
      (each.expiresAt ?? 0) > at &&
      about(purse, each.name).length === 0,
  );

export const heldAt = (purse: Purse, at: number): number =>
  openHolds(purse, at).reduce((sum, { reserved = 0 }) => sum + reserved, 0);

export const freeAt = (purse: Purse, at: number): number =>
  Math.max(0, balanceOf(purse) - heldAt(purse, at));

export const monthAt = (at: number): number => {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/** `2026-01`, as entries of grants are called. */
export const monthName = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;

export const startOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12);

import { byMonth, grantedByRows } from './adopted.js';
import type { Catalog } from './catalog.js';
import { takeFromBuckets } from './charge.js';
import type { AdoptRows, OlderRow } from './command.js';
import { type Credits, credits, least, NONE } from './credits.js';
import { accepted, type Decision, type Facts, unchanged } from './decision.js';
import { opened } from './due.js';
import type { GrantForMonth, RowsAdopted } from './event.js';
import type { Instant } from './instant.js';
import { type Month, monthAfter, monthOf } from './month.js';
import { available, type Wallet } from './wallet.js';

/**
 * Posts the sum of the rows that were not taken over before; of all that are given, only the difference. It opens a wallet,
 * but brings no grant: what is due depends on what older rows gave, and comes with the next write.
 */
export const adoptRows = (
  stored: Wallet | undefined,
  command: AdoptRows,
  { catalog }: Facts,
): Decision => {
  const { events, wallet } = opened(stored, catalog, command.at);
  const rows = notYetAdopted(wallet, command.rows);
  if (rows.length === 0) return unchanged;

  const sum = sumOf(rows);
  const months = grantsIn(rows).filter(({ month }) => month >= wallet.grantedMonth);
  const { keptBack, ...counted } = countedAsGiven(wallet, months, catalog, monthOf(command.at));
  return accepted(...events, {
    type: 'RowsAdopted',
    at: command.at,
    rows: rows.map(({ id }) => id),
    keys: rows.flatMap(({ key }) => key ?? []),
    sum,
    months,
    keptBack,
    ...posted(wallet, credits(sum - keptBack), command.at),
    ...counted,
  });
};

/** In the order of their ids. */
const notYetAdopted = (wallet: Wallet, rows: readonly OlderRow[]): readonly OlderRow[] => {
  const known = new Set(wallet.adopted?.rows);
  const fresh = new Map<number, OlderRow>();
  for (const row of rows) {
    if (!Number.isSafeInteger(row.id) || row.id < 1) {
      throw new RangeError(`not the id of a row: ${row.id}`);
    }
    if (!known.has(row.id)) fresh.set(row.id, row);
  }
  return [...fresh.values()].sort((a, b) => a.id - b.id);
};

const sumOf = (rows: readonly OlderRow[]): Credits =>
  credits(rows.reduce((sum, row) => sum + row.credits, 0));

/** A row that takes credits is no grant, whatever it is called. */
const grantsIn = (rows: readonly OlderRow[]): readonly GrantForMonth[] =>
  byMonth(
    rows.flatMap(({ credits, grantedFor }) =>
      grantedFor !== undefined && credits > 0 ? [{ month: grantedFor, credits }] : [],
    ),
  );

/**
 * Each month is granted once. What the wallet has granted for its last month already is kept back of what older rows gave
 * for the same one; a month that they gave in full needs no grant any more, and of any other only the rest falls due.
 */
const countedAsGiven = (
  wallet: Wallet,
  months: readonly GrantForMonth[],
  catalog: Catalog,
  thisMonth: Month,
): Pick<RowsAdopted, 'keptBack' | 'grantedMonth' | 'grantedForMonth'> => {
  const all = byMonth([...(wallet.adopted?.months ?? []), ...months]);
  const given = (month: Month) => grantedByRows({ months: all }, month);
  let { grantedMonth } = wallet;
  let grantedForMonth = credits(Math.max(wallet.grantedForMonth, given(grantedMonth)));
  const counted = grantedForMonth - wallet.grantedForMonth;
  const keptBack = credits(grantedByRows({ months }, grantedMonth) - counted);
  const { monthlyGrant } = catalog.plans.get(wallet.planId) ?? wallet;
  for (let next = monthAfter(grantedMonth); next <= thisMonth; next = monthAfter(next)) {
    if (given(next) === 0 || given(next) < monthlyGrant) break;
    [grantedMonth, grantedForMonth] = [next, given(next)];
  }
  return { keptBack, grantedMonth, grantedForMonth };
};

/**
 * To the grant up to its cap, and beyond that to the purchased credits; taken like a debit, what there is of it. What could
 * not be taken is made good by later rows alone, not by credits that came from elsewhere.
 */
const posted = (
  wallet: Wallet,
  amount: Credits,
  at: Instant,
): Pick<RowsAdopted, 'toGranted' | 'toPurchased' | 'overdrawn'> => {
  const overdrawn = wallet.adopted?.overdrawn ?? NONE;
  if (amount >= 0) {
    const madeGood = least(amount, overdrawn);
    const added = credits(amount - madeGood);
    const toGranted = least(added, credits(wallet.softCap - wallet.granted));
    return {
      toGranted,
      toPurchased: credits(added - toGranted),
      overdrawn: credits(overdrawn - madeGood),
    };
  }
  const taken = least(credits(-amount), available(wallet, at));
  const { fromGranted, fromPurchased } = takeFromBuckets(wallet, taken);
  return {
    toGranted: credits(-fromGranted),
    toPurchased: credits(-fromPurchased),
    overdrawn: credits(overdrawn - amount - taken),
  };
};

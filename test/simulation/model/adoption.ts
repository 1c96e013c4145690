import type { Ask } from '../asks.js';
import { olderRows } from '../older-rows.js';
import { adoptedRows, freeAt, grantedBy, monthAt, type Purse } from './purse.js';
import { type Facts, type Ruled, take } from './rules.js';
import { planOf } from './terms.js';

/** Rows count once, and a month is granted once: by older code or here, whichever gave more. */
export const adopt = (
  purse: Purse,
  ask: Extract<Ask, { readonly what: 'adopt' }>,
  { at, terms }: Facts,
): Ruled => {
  const known = adoptedRows(purse);
  const fresh = olderRows(ask.rows).filter(({ id }) => known.every((row) => row.id !== id));
  if (fresh.length === 0) return 'unchanged';
  const all = [...known, ...fresh];
  const worth = planOf(terms, purse.planId)?.monthlyGrant ?? purse.grant;
  let { month } = purse;
  let monthGranted = Math.max(purse.monthGranted, grantedBy(all, month));
  const keptBack = grantedBy(fresh, month) - (monthGranted - purse.monthGranted);
  for (let given = grantedBy(all, month + 1); month < monthAt(at) && given > 0; ) {
    if (given < worth) break;
    month += 1;
    monthGranted = given;
    given = grantedBy(all, month + 1);
  }
  const sum = fresh.reduce((total, { credits }) => total + credits, 0);
  return {
    kind: 'adoption',
    purse: { month, monthGranted, ...moved(purse, sum - keptBack, at) },
    did: { rows: fresh.map(({ id }) => id).join(), sum, keptBack },
  };
};

const moved = (purse: Purse, amount: number, at: number) => {
  if (amount < 0) {
    const taken = Math.min(-amount, freeAt(purse, at));
    return { ...take(purse, taken).purse, overdrawn: purse.overdrawn - amount - taken };
  }
  const added = Math.max(0, amount - purse.overdrawn);
  const granted = Math.min(purse.cap, purse.granted + added);
  const purchased = purse.purchased + added - (granted - purse.granted);
  return { granted, purchased, overdrawn: Math.max(0, purse.overdrawn - amount) };
};

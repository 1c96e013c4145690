import { format } from '../../parts/format.js';
import type { Entry } from './kinds.js';

/** What an entry is about, in a few words: the action and how many, the plan, the pack, the month. */
export const whatOf = (entry: Entry): string => {
  switch (entry.kind) {
    case 'debit':
    case 'hold':
    case 'capture':
      return times(entry);
    case 'release':
      return entry.actionId ?? entry.holdKey ?? '';
    case 'reversal':
      return entry.actionId ? `${entry.actionId} given back` : 'given back';
    case 'open':
      return entry.planId ? `on ${entry.planId}` : '';
    case 'grant':
      return monthsOf(entry);
    case 'trim':
      return entry.softCap === undefined ? '' : `to the cap of ${format.number(entry.softCap)}`;
    case 'topup':
      return entry.packId ?? '';
    case 'clawback':
    case 'reinstatement':
      return entry.returned ? `${format.money(entry.returned)} given back` : (entry.packId ?? '');
    case 'plan':
      return entry.from === entry.to ? `stays ${entry.to}` : `${entry.from} → ${entry.to}`;
    case 'adjustment':
      return entry.reason ?? '';
    case 'adoption':
      return entry.rows ? `${format.number(entry.rows.length)} older movements` : '';
  }
};

const times = ({ actionId = '', quantity = 1 }: Entry): string =>
  quantity === 1 ? actionId : `${actionId} × ${format.number(quantity)}`;

const monthsOf = ({ months = [] }: Entry): string => {
  const names = months.map(({ month }) => format.month(month));
  const [first, last] = [names.at(0), names.at(-1)];
  return first === last ? (first ?? '') : `${first} to ${last}`;
};

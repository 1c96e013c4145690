import { type Credits, type Money, NONE } from '../../wallet/credits.js';
import type { EntryName, Kind } from '../../wallet/entry-name.js';
import type { WalletEvent } from '../../wallet/event.js';
import type { ClientId, TenantId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';
import type { Entry } from '../entry.js';

/** What a statement needs to know of an entry. */
export type Movement = {
  readonly clientId: ClientId;
  readonly seq: number;
  readonly kind: Kind;
  /** Of the period that is asked for, or before it. */
  readonly isWithin: boolean;
  readonly creditsDelta: Credits;
  readonly grantedAfter: Credits;
  readonly purchasedAfter: Credits;
  /** What did not fit under the cap. */
  readonly keptBack: Credits;
  /** What a plan's entry, which may grant too, cut off. */
  readonly trimmed: Credits;
  /** What an entry of `LOT_KINDS` moved in the purchased credits; nothing for others. */
  readonly lotDelta: Credits;
  /** The top-up that the entry is, or that it follows. */
  readonly payment?: EntryName;
  /** Of a top-up what was paid; of what follows it, what of that has gone back in all. */
  readonly money?: Money;
};

/** The kinds that make purchased credits, or change what there is of those that a payment brought. */
export const LOT_KINDS = [
  'topup',
  'clawback',
  'reinstatement',
  'adjustment',
  'adoption',
] as const satisfies readonly Kind[];

export type MovementsAsked = {
  readonly tenantId: TenantId;
  /** Everybody's, if absent. */
  readonly clientId?: ClientId | undefined;
  readonly period: { readonly from: Instant; readonly to: Instant };
};

/** What moved in the wallets of a tenant, for reports. It throws as the ledger does. */
export interface Movements {
  /**
   * The entries until the end of a period, wallet by wallet in the order of client ids, oldest first, in pages. Of those
   * before it only a wallet's last one and those of `LOT_KINDS` are sure to come: all that a report needs of the past.
   */
  of(asked: MovementsAsked): AsyncIterable<Movement>;
}

type Moved = Pick<
  Entry,
  | 'clientId'
  | 'createdAt'
  | 'creditsDelta'
  | 'event'
  | 'grantedAfter'
  | 'kind'
  | 'name'
  | 'purchasedAfter'
  | 'ref'
  | 'seq'
>;

/** An entry as a report sees it, by its own facts alone. */
export const movementOf = (entry: Moved, period: MovementsAsked['period']): Movement => {
  const { clientId, creditsDelta, event, grantedAfter, kind, name, purchasedAfter, ref, seq } =
    entry;
  const payment = event.type === 'CreditsToppedUp' ? name : ref;
  const money = moneyOf(event);
  return {
    clientId,
    seq,
    kind,
    isWithin: entry.createdAt >= period.from,
    creditsDelta,
    grantedAfter,
    purchasedAfter,
    keptBack: keptBackByCap(event),
    trimmed: event.type === 'PlanChanged' ? event.trimmed : NONE,
    lotDelta: lotDeltaOf(event, creditsDelta),
    ...(money && payment && { payment, money }),
  };
};

/** What an adoption keeps back was granted before: no cap did it. */
const keptBackByCap = (event: WalletEvent): Credits =>
  'keptBack' in event && event.type !== 'RowsAdopted' ? event.keptBack : NONE;

const lotDeltaOf = (event: WalletEvent, creditsDelta: Credits): Credits => {
  switch (event.type) {
    case 'CreditsToppedUp':
    case 'CreditsClawedBack':
    case 'CreditsReinstated':
    case 'BalanceAdjusted':
      return creditsDelta;
    case 'RowsAdopted':
      return event.toPurchased;
    default:
      return NONE;
  }
};

const moneyOf = (event: WalletEvent): Money | undefined => {
  if (event.type === 'CreditsToppedUp') return event.paid;
  return 'returned' in event ? event.returned : undefined;
};

import type { Attempt } from './attempt.js';
import type { Line } from './due.js';
import { type StoredSubscription, textOf, textOfStored } from './following.js';
import { Laws, type Row } from './laws.js';
import { type Accepted, adoptedRows, monthName, openHolds, type Purse } from './purse.js';

/** All that a wallet ever was: every state that an answer may be explained by, and every row of its ledger. */
export class WalletHistory {
  readonly states: (Purse | undefined)[] = [undefined];
  readonly rows: Row[] = [];
  readonly laws = new Laws();
  /** The entries that somebody was told to have caused, and who may have. */
  readonly caused = new Set<string>();
  readonly origins = new Map<string, readonly Attempt[]>();

  get now(): Purse | undefined {
    return this.states.at(-1);
  }
}

/** What an entry says of its effect, whether it is stored or only promised by a dry run. */
type Said = Pick<
  Row,
  | 'kind'
  | 'idempotency_key'
  | 'credits_delta'
  | 'shortfall'
  | 'granted_after'
  | 'purchased_after'
  | 'held_after'
>;

/** What is different between what a row says and what it must say. */
export const different = (row: Said | undefined, line: Line): string | undefined => {
  if (!row) return `there is no ${line.kind}|${line.key}`;
  const said: Line = {
    kind: row.kind,
    key: row.idempotency_key,
    delta: row.credits_delta,
    shortfall: row.shortfall,
    granted: row.granted_after,
    purchased: row.purchased_after,
    held: row.held_after,
  };
  const [is, must] = [JSON.stringify(said), JSON.stringify(line)];
  return is === must ? undefined : `is ${is} and must be ${must}`;
};

/** What is different between the facts of an own entry and what the command had to lead to. */
export const differentFacts = (row: Row, must: Accepted): string | undefined => {
  const { event, kind } = row;
  const charged = kind === 'debit' || kind === 'hold' || kind === 'capture';
  const { fromGranted = 0, fromPurchased = 0 } = must;
  const about = row.ref?.slice('CZ_SMCR|'.length);
  const is = [
    ...[about, event.paid?.amountMinor, event.returned?.amountMinor, event.to],
    event.expiresAt && Date.parse(event.expiresAt),
    ...(charged ? [row.action_id, event.quantity, event.creditsPerUnit] : []),
    ...(kind === 'reversal' ? [event.credits, event.toPurchased] : []),
    ...(kind === 'adoption' ? [event.rows, event.sum, event.keptBack] : []),
    event.subscription === undefined ? undefined : textOfStored(event.subscription),
  ];
  const wanted = [
    ...[must.about, must.paid, must.returned, must.planId, must.expiresAt],
    ...(charged ? [must.action, must.quantity, must.price] : []),
    ...(kind === 'reversal' ? [fromGranted + fromPurchased, fromPurchased] : []),
    ...(kind === 'adoption' ? [must.rows, must.sum, must.keptBack] : []),
    must.followed,
  ];
  return String(is) === String(wanted) ? undefined : `is ${is} and must be ${wanted}`;
};

type StoredWallet = {
  readonly version: number;
  readonly planId: string;
  readonly monthlyGrant: number;
  readonly softCap: number;
  readonly granted: number;
  readonly purchased: number;
  readonly grantedMonth: string;
  readonly grantedForMonth: number;
  readonly holds: readonly { readonly key: string; readonly credits: number }[];
  readonly subscription?: StoredSubscription;
  readonly adopted?: {
    readonly rows: readonly number[];
    readonly keys: readonly string[];
    readonly overdrawn: number;
  };
  readonly updatedAt: string;
};

/** Law 1: the stored wallet is what the accepted commands add up to. It may keep an expired hold for a while. */
export const differentlyStored = (text: string, purse: Purse): string | undefined => {
  const { wallet, headHash } = JSON.parse(text) as { wallet: StoredWallet; headHash: string };
  const open = new Set(openHolds(purse, purse.updatedAt).map(asHold));
  const stored = wallet.holds.map(({ credits, key }) => `hold|${key}: ${credits}`);
  const { adopted } = wallet;
  const older = adoptedRows(purse);
  const used = older.filter(({ name }) => name).length;
  const is = [
    ...[adopted?.rows, adopted?.keys.length ?? 0, adopted?.overdrawn ?? 0],
    ...[wallet.version, wallet.planId, wallet.monthlyGrant, wallet.softCap, wallet.granted],
    ...[
      wallet.purchased,
      wallet.grantedMonth,
      wallet.grantedForMonth,
      Date.parse(wallet.updatedAt),
    ],
    textOfStored(wallet.subscription),
    ...stored.filter((hold) => open.has(hold)),
  ];
  const must = [
    ...[older.map(({ id }) => id), used, purse.overdrawn],
    ...[purse.version, purse.planId, purse.grant, purse.cap, purse.granted],
    ...[purse.purchased, monthName(purse.month), purse.monthGranted, purse.updatedAt],
    textOf(purse.followed),
    ...open,
  ];
  if (!/^[0-9a-f]{64}$/.test(headHash)) return 'has no hash';
  return String(is) === String(must) ? undefined : `is ${is} and must be ${must}`;
};

const asHold = ({ name, reserved = 0 }: Accepted): string => `${name}: ${reserved}`;

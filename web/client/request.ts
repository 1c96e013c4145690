import type { Schemas } from '../api/api.js';
import { keyOfWork, type Work } from './key.js';

/** What a write is named by: a key, or the work that it is for; by neither, and the client keeps a key for it. */
export type Named =
  | { readonly key?: string; readonly work?: never }
  | { readonly key?: never; readonly work: Work };

type Keyed = { readonly key?: string };

/** The same answer, and nothing is written. */
type MayBeDry = { readonly dryRun?: boolean };

export type DebitRequest = MayBeDry &
  Named & { readonly actionId: string; readonly quantity?: number };

export type HoldRequest = DebitRequest & {
  /** 900 if it is absent, at most 86400. */
  readonly expiresInSeconds?: number;
};

/** Of the hold with this key; its own key, if none is given, is the hold's. */
export type CaptureRequest = MayBeDry &
  Keyed & { readonly holdKey: string; readonly quantity?: number };

/** Of the hold with this key; its own key, if none is given, is the hold's. */
export type ReleaseRequest = MayBeDry & Keyed & { readonly holdKey: string };

export type ReverseRequest = MayBeDry &
  Keyed & {
    readonly debitKey: string;
    readonly debitKind?: 'debit' | 'capture';
    /** All that is left, if it is absent. */
    readonly credits?: number;
    readonly reason: string;
  };

/** What a user may send of a list. */
export type OwnItem =
  | ({ readonly mode: 'debit' } & DebitRequest)
  | ({ readonly mode: 'hold' } & HoldRequest)
  | ({ readonly mode: 'capture' } & CaptureRequest);

/** What a service may send of a list. */
export type Item =
  | OwnItem
  | ({ readonly mode: 'release' } & ReleaseRequest)
  | ({ readonly mode: 'reverse' } & ReverseRequest);

/** The key that a write brings along, or that follows from what it is for. */
export const keyOf = async (item: Item): Promise<string | undefined> => {
  if (item.key !== undefined) return item.key;
  if (item.mode === 'capture' || item.mode === 'release') return item.holdKey;
  if (item.mode === 'reverse' || item.work === undefined) return undefined;
  return keyOfWork(item.actionId, item.work);
};

/** As the API wants it. */
export const bodyOf = (item: Item, idempotencyKey: string): Schemas['DebitItem'] => {
  if (item.mode === 'debit' || item.mode === 'hold') {
    const { key, work, quantity = 1, ...charge } = item;
    if (charge.mode === 'debit') return { ...charge, mode: 'debit', quantity, idempotencyKey };
    const { expiresInSeconds = 900, ...hold } = { expiresInSeconds: undefined, ...charge };
    return { ...hold, mode: 'hold', quantity, expiresInSeconds, idempotencyKey };
  }
  const { key, ...settling } = item;
  return { ...settling, idempotencyKey };
};

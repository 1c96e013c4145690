import type { Schemas } from '../../../../api/api.js';
import type { Entry } from '../../entry/kinds.js';

/** A write to a wallet that an operator wants, whole: sent again with its key it is the same one. */
export type Order =
  | {
      readonly kind: 'adjustment';
      readonly clientId: string;
      readonly credits: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'reversal';
      readonly clientId: string;
      readonly debitKey: string;
      readonly debitKind: 'debit' | 'capture';
      /** All that is left, if absent. */
      readonly credits?: number;
      readonly reason: string;
    }
  | { readonly kind: 'plan'; readonly clientId: string; readonly planId: string };

/** What an order did, or would do. A change of plan is told by what it brought; its entry is found by its name. */
export type Effect = {
  readonly balance: number;
  /** It had been booked before under this key, and was not again. */
  readonly replayed: boolean;
  readonly entry?: Entry;
  readonly plan?: Schemas['PlanChange'];
};

/** The whole name of the entry that an order under a key ends in. */
export const nameOf = ({ kind }: Order, key: string): string => `CZ_SMCR|${kind}|${key}`;

const text = (value: object, member: string): string | undefined => {
  const found: unknown = Reflect.get(value, member);
  return typeof found === 'string' ? found : undefined;
};

const whole = (value: object, member: string): number | undefined => {
  const found: unknown = Reflect.get(value, member);
  return typeof found === 'number' && Number.isInteger(found) ? found : undefined;
};

/** An order that was written down; undefined for what is none. */
export const orderIn = (value: unknown): Order | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const [clientId, kind] = [text(value, 'clientId'), text(value, 'kind')];
  const [credits, reason] = [whole(value, 'credits'), text(value, 'reason')];
  if (clientId === undefined) return undefined;
  if (kind === 'plan') {
    const planId = text(value, 'planId');
    return planId === undefined ? undefined : { kind, clientId, planId };
  }
  if (reason === undefined) return undefined;
  if (kind === 'adjustment') {
    return credits === undefined ? undefined : { kind, clientId, credits, reason };
  }
  const [debitKey, debitKind] = [text(value, 'debitKey'), text(value, 'debitKind')];
  if (kind !== 'reversal' || debitKey === undefined) return undefined;
  if (debitKind !== 'debit' && debitKind !== 'capture') return undefined;
  return { kind, clientId, debitKey, debitKind, reason, ...(credits !== undefined && { credits }) };
};

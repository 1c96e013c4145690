import { answerOf, type Schemas } from '../api/api.js';
import type { Calls, Sending } from './calls.js';
import type { PlanRequest, StatementRequest, StateRequest } from './kinds.js';
import type { CaptureRequest, DebitRequest, HoldRequest, Item } from './request.js';
import type { Result } from './result.js';

type Whose = { readonly clientId?: string };

/** What every client can do with a wallet: its own, or that of whom it names. */
export const walletCalls = ({ api, call, debit, debits, keyed }: Calls) => ({
  charge: debit,

  state: ({ before, clientId, tail }: Whose & StateRequest = {}, sending: Sending = {}) => {
    const query = {
      ...(clientId !== undefined && { clientId }),
      ...(tail !== undefined && { tail: String(tail) }),
      ...(before !== undefined && { before: String(before) }),
    };
    return call(
      (given) => answerOf(api.GET('/api/credits-state', { params: { query }, ...given })),
      sending,
    );
  },

  statement: (
    { after, clientId, limit, month }: Whose & StatementRequest,
    sending: Sending = {},
  ) => {
    const query = {
      ...(clientId !== undefined && { clientId }),
      ...(after !== undefined && { after: String(after) }),
      ...(limit !== undefined && { limit: String(limit) }),
    };
    const params = { path: { month }, query };
    return call(
      (given) => answerOf(api.GET('/v1/billing/statements/{month}', { params, ...given })),
      sending,
    );
  },

  matrix: (query: { readonly product?: string } = {}, sending: Sending = {}) =>
    call(
      (given) => answerOf(api.GET('/api/credits-matrix', { params: { query }, ...given })),
      sending,
    ),

  debit: ({ clientId, ...request }: Whose & DebitRequest, sending: Sending = {}) =>
    debit({ ...request, mode: 'debit' }, { ...sending, clientId }),

  hold: ({ clientId, ...request }: Whose & HoldRequest, sending: Sending = {}) =>
    debit({ ...request, mode: 'hold' }, { ...sending, clientId }),

  capture: ({ clientId, ...request }: Whose & CaptureRequest, sending: Sending = {}) =>
    debit({ ...request, mode: 'capture' }, { ...sending, clientId }),

  debits: (
    { clientId, items }: Whose & { readonly items: readonly Item[] },
    sending: Sending = {},
  ) => debits(items, { ...sending, clientId }),

  changePlan: ({ key, ...request }: Whose & PlanRequest, sending: Sending = {}) =>
    keyed(
      key,
      { ...request },
      (idempotencyKey) => {
        const body = { ...request, idempotencyKey };
        return call(
          (given) => answerOf(api.POST('/api/credits-plan', { body, ...given })),
          sending,
        );
      },
      // The plan may have been changed again since, and nothing is lost by asking: what is in force is left as it is.
      ({ status }) => status !== 'payment_required',
    ),
});

/** What only somebody who is signed in can do: pay. */
export const orders = ({ api, call, keyed }: Calls) => ({
  checkout: (
    { key, packId }: { readonly packId: string; readonly key?: string },
    sending: Sending = {},
  ) =>
    keyed(key, { order: packId }, (idempotencyKey) => {
      const body = { packId, idempotencyKey };
      return call(
        (given) => answerOf(api.POST('/api/credits-checkout', { body, ...given })),
        sending,
      );
    }),

  confirmTopUp: (body: { readonly sessionId: string }, sending: Sending = {}) =>
    call((given) => answerOf(api.POST('/api/credits-topup-confirm', { body, ...given })), sending),
});

/** Whoever has a secret is no stranger, and strangers alone are answered as in a demo. */
export const withoutDemo = <T extends object>(result: Result<T | Schemas['Demo']>): Result<T> => {
  if (!result.ok) return result;
  const { value, ...rest } = result;
  if (isDemo(value)) throw new TypeError('a service was answered as a stranger');
  return { ...rest, value };
};

const isDemo = (value: object): value is Schemas['Demo'] =>
  'status' in value && value.status === 'demo';

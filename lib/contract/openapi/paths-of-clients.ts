import { matrixQuery } from '../matrix.js';
import { stateQuery } from '../state.js';
import { ownStatementQuery } from '../statement.js';
import { answers, callers, idempotencyKeyHeader, inPath, json, queryOf } from './components.js';

/** What clients, services and the payment provider call. */
export const pathsOfClients = {
  '/api/credits-matrix': {
    get: {
      summary: 'Plans, packs, and what each action costs in credits',
      security: [],
      parameters: queryOf(matrixQuery),
      responses: answers('The registry in force, as far as it is public.', 'Matrix'),
    },
  },
  '/api/credits-state': {
    get: {
      summary: 'A wallet as it stands, and its last entries',
      security: Object.values(callers),
      parameters: queryOf(stateQuery),
      responses: answers('The wallet; a grant that is due is in it already.', 'State'),
    },
  },
  '/api/credits-debit': {
    post: {
      summary: 'Debit, hold, capture, release or reverse; one, or up to a hundred',
      security: [...Object.values(callers), {}],
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('DebitRequest') },
      responses: answers(
        'The entry, or one result for each item.',
        'Debit',
        'DebitResults',
        'Demo',
      ),
    },
  },
  '/api/credits-plan': {
    post: {
      summary: 'Change the plan',
      security: Object.values(callers),
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('PlanRequest') },
      responses: answers('The plan that is in force now, and what the change did.', 'PlanChange'),
    },
  },
  '/api/credits-checkout': {
    post: {
      summary: 'Order a pack: opens a Stripe Checkout session',
      security: [callers.user],
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('CheckoutRequest') },
      responses: answers('Where to pay. Repeated with its key, the same session.', 'Checkout'),
    },
  },
  '/api/credits-topup-confirm': {
    post: {
      summary: 'Credit a pack that was paid, on the way back from Stripe',
      security: [callers.user],
      requestBody: { required: true, ...json('ConfirmRequest') },
      responses: answers(
        'What became of the payment. Credited once, with the webhook or without.',
        'Confirmation',
      ),
    },
  },
  '/api/credits-webhook': {
    post: {
      summary: 'Events from Stripe, signed in the header Stripe-Signature',
      security: [],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object' } } },
      },
      responses: answers('The ledger has what follows from the event.', 'Webhook'),
    },
  },
  '/v1/billing/statements/{month}': {
    get: {
      summary: "A client's month: why each credit came and went",
      security: Object.values(callers),
      parameters: [
        inPath('month', ownStatementQuery.shape.month),
        ...queryOf(ownStatementQuery.omit({ month: true })),
      ],
      responses: answers('The sums of the month, and a page of its entries.', 'OwnStatement'),
    },
  },
};

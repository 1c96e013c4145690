import { matrixQuery } from '../matrix.js';
import { stateQuery } from '../state.js';
import { ownStatementQuery } from '../statement.js';
import { answers, callers, idempotencyKeyHeader, inPath, json, queryOf } from './components.js';

/** What clients, services and the payment provider call. */
export const pathsOfClients = {
  '/api/credits-matrix': {
    get: {
      operationId: 'readMatrix',
      tags: ['Credits'],
      summary: 'Read plans, packs and prices',
      description:
        'Public: what each action costs in credits, what each plan grants, what packs cost. What actions cost the tenant is not in it.',
      security: [],
      parameters: queryOf(matrixQuery),
      responses: answers('The registry in force, as far as it is public.', 'Matrix'),
    },
  },
  '/api/credits-state': {
    get: {
      operationId: 'readState',
      tags: ['Credits'],
      summary: 'Read a wallet',
      description:
        'The balance, open holds, the next grant, and the last entries, newest first: `before` pages on. Nothing is written, also for a client who was never here. Backends and operators say whose wallet with `clientId`.',
      security: Object.values(callers),
      parameters: queryOf(stateQuery),
      responses: answers('The wallet; a grant that is due is in it already.', 'State'),
    },
  },
  '/api/credits-debit': {
    post: {
      operationId: 'debit',
      tags: ['Credits'],
      summary: 'Debit, hold, capture, release or reverse',
      description:
        '`mode` says which. Debit what is known at once; hold before a job of unknown length, then capture what it took or release it. A list of up to 100 answers for each item by itself. `receipt` proves the charge to a backend, which then does the work.',
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
      operationId: 'changePlan',
      tags: ['Credits'],
      summary: 'Change the plan',
      description:
        'An upgrade grants the difference at once, a downgrade trims granted credits to the new soft cap; purchased ones stay. A plan with a price answers `payment_required` and `checkoutUrl`. Ask with `dryRun` first to say what will happen.',
      security: Object.values(callers),
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('PlanRequest') },
      responses: answers('The plan that is in force now, and what the change did.', 'PlanChange'),
    },
  },
  '/api/credits-checkout': {
    post: {
      operationId: 'orderPack',
      tags: ['Payments'],
      summary: 'Order a pack',
      description:
        'Opens a Stripe Checkout session. Send the browser to `checkoutUrl`; it comes back to the account page with the id of the session.',
      security: [callers.user],
      parameters: [idempotencyKeyHeader],
      requestBody: { required: true, ...json('CheckoutRequest') },
      responses: answers('Where to pay. Repeated with its key, the same session.', 'Checkout'),
    },
  },
  '/api/credits-topup-confirm': {
    post: {
      operationId: 'confirmTopUp',
      tags: ['Payments'],
      summary: 'Confirm a payment',
      description:
        'On the way back from Stripe: credits the pack if it is paid, once, whether this call or the webhook comes first.',
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
      operationId: 'receiveStripeEvent',
      tags: ['Payments'],
      summary: 'Receive an event of Stripe',
      description:
        'Called by Stripe, signed in the header `stripe-signature`. Answered with 200 only when the ledger has what follows from it.',
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
      operationId: 'readStatement',
      tags: ['Credits'],
      summary: 'Read a month',
      description:
        "A client's statement: its sums, and each entry as a sentence that says why credits came or went.",
      security: Object.values(callers),
      parameters: [
        inPath('month', ownStatementQuery.shape.month),
        ...queryOf(ownStatementQuery.omit({ month: true })),
      ],
      responses: answers('The sums of the month, and a page of its entries.', 'OwnStatement'),
    },
  },
};

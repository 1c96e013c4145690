/** Bodies of requests, by the name of their schema; the words are what a reader chooses by. */
export const REQUESTS = {
  DebitRequest: {
    'Debit at once': { actionId: 'ask_ai', quantity: 20, idempotencyKey: 'report-4711' },
    'Hold before a job': { mode: 'hold', actionId: 'ask_ai', quantity: 2, idempotencyKey: 'job-1' },
    'Capture what it took': { mode: 'capture', holdKey: 'job-1', idempotencyKey: 'job-1' },
    'Release what it did not': { mode: 'release', holdKey: 'job-1', idempotencyKey: 'job-1' },
    'Give a debit back': {
      mode: 'reverse',
      debitKey: 'report-4711',
      reason: 'the report came too late',
      idempotencyKey: 'report-4711-back',
    },
    'Ask for the cost only': { actionId: 'ask_ai', idempotencyKey: 'report-4712', dryRun: true },
  },
  PlanRequest: { 'See what it would do': { planId: 'intelligence', dryRun: true } },
  CheckoutRequest: { 'One pack': { packId: 'pack_100', idempotencyKey: 'order-1' } },
  ConfirmRequest: { 'On the way back': { sessionId: 'cs_test_a1b2c3' } },
  AdjustmentRequest: {
    Goodwill: { credits: 25, reason: 'goodwill, ticket 981', idempotencyKey: 'ticket-981' },
  },
};

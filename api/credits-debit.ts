import { endpoint } from '../lib/compose.js';
import { debitRequest } from '../lib/contract/debit.js';
import { answerDebits } from '../lib/http/debits.js';
import { NOTHING, post } from '../lib/http/route.js';

export default endpoint({
  POST: post({
    admits: ['user', 'service', 'admin'],
    // Older clients know nothing of credits: they go on working until enforcement is switched on.
    toStrangers: ({ enforce }) =>
      enforce ? undefined : { status: 200, body: { status: 'demo', charged: false } },
    query: NOTHING,
    body: debitRequest,
    handle: answerDebits,
  }),
});

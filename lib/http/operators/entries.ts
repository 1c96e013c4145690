import { type EntriesAnswer, entriesQuery } from '../../contract/entries.js';
import { findEntries } from '../../credits/find-entries.js';
import { showEntry } from '../../credits/show-entry.js';
import type { Known } from '../../credits/trace-payment.js';
import { type Problem, unavailable } from '../problem.js';
import { get, type Route } from '../route.js';
import { noSuchPlace, withoutDatabase } from './pages.js';

/** Entries of all wallets by what an operator knows of them. */
export const searchEntries: Route<Known> = get({
  admits: { may: 'read', doing: 'entries.search' },
  query: entriesQuery,
  handle: async ({ app, query: { after, limit, ...wanted }, visit }) => {
    if (wanted.clientId) visit.clientId = wanted.clientId;
    const found = await findEntries(app, wanted, { limit, after });
    if (found === 'no such place') return noSuchPlace;
    if (found === 'database needed') return withoutDatabase('events of Stripe are taken down');
    if (found === 'payments needed') return withoutPayments(wanted.stripeId ?? '');
    const { entries, ...next } = found;
    const shown = entries.map((entry) => showEntry(entry, { toUser: false }));
    const body: EntriesAnswer = { entries: shown, ...next };
    return { status: 200, body };
  },
});

const withoutPayments = (stripeId: string): Problem =>
  unavailable(
    'not_configured',
    `neither the ledger nor a webhook tells what ${stripeId} is about, and Stripe can't be asked: set STRIPE_SECRET_KEY`,
    3600,
  );

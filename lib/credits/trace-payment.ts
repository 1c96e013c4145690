import type { Reports } from '../ledger/reports/reports.js';
import type { Search } from '../ledger/reports/search.js';
import type { Subject } from '../payments/notice.js';
import type { Payments } from '../payments/payments.js';
import type { ReceivedEvents, WantedEvents } from '../payments/received-event.js';
import { assertNever } from '../wallet/brand.js';
import type { ClientId, TenantId } from '../wallet/ids.js';

/** Where the ways from a payment to the ledger are known. */
export type Known = {
  readonly tenantId: TenantId;
  readonly reports: () => Promise<Pick<Reports, 'entrySearch'>>;
  /** Absent where there is no database to take them down in. */
  readonly receivedEvents?: ReceivedEvents;
  readonly payments?: () => Promise<Payments>;
};

/** What to look for in the ledger. Or it has nothing of that; or it takes what is not here to know. */
export type Traced = Search | 'nothing' | 'payments needed' | 'database needed';

/**
 * What an id of the payment provider's has come to. The ledger is asked first, then what was taken down of the provider's
 * messages, and the provider itself only where neither knows.
 */
export const tracePayment = async (known: Known, id: string): Promise<Traced> => {
  if (!id.startsWith('evt_')) return traceObject(known, id);
  if (!known.receivedEvents) return 'database needed';
  const event = await firstEvent(known, { eventId: id });
  return event ? traceObject(known, event.objectId) : 'nothing';
};

const traceObject = async (known: Known, id: string): Promise<Traced> => {
  const paid = await traceSession(known, id);
  if (paid) return paid;
  if (/^(sub|in)_/.test(id)) {
    const event = await firstEvent(known, { objectId: id });
    if (event?.clientId) return ofSubscription(event.clientId);
  }
  if (!known.payments) return 'payments needed';
  const payments = await known.payments();
  const subject = await payments.subjectOf(id);
  return subject ? traceSubject(known, payments, subject) : 'nothing';
};

/** A payment is credited under its session's id, and whatever became of it refers to that. */
const traceSession = async (
  { reports, tenantId }: Known,
  sessionId: string,
): Promise<Search | undefined> => {
  const { entrySearch } = await reports();
  const found = await entrySearch.find(tenantId, { key: sessionId, kind: 'topup' }, { limit: 1 });
  const topUp = found?.entries[0];
  return topUp && { clientId: topUp.clientId, about: topUp.name };
};

const traceSubject = async (
  known: Known,
  payments: Payments,
  subject: Subject,
): Promise<Search | 'nothing'> => {
  switch (subject.kind) {
    case 'checkout': {
      const found = await payments.find(subject.sessionId);
      return found.outcome === 'plan'
        ? ofSubscription(found.checkout.walletId.clientId)
        : 'nothing';
    }
    case 'payment': {
      const [sessionId] = await payments.sessionsOf(subject.intentId);
      const paid = sessionId === undefined ? undefined : await traceSession(known, sessionId);
      return paid ?? 'nothing';
    }
    case 'customer': {
      const walletId = await payments.subscriptions.subscriberOf(subject);
      return walletId ? ofSubscription(walletId.clientId) : 'nothing';
    }
    default:
      return assertNever(subject);
  }
};

const ofSubscription = (clientId: ClientId): Search => ({
  clientId,
  ofSubscription: true,
});

const firstEvent = async ({ receivedEvents, tenantId }: Known, wanted: WantedEvents) => {
  const found = await receivedEvents?.list(tenantId, wanted, { limit: 1 });
  return found?.events[0];
};

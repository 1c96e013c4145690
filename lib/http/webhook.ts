import type { Credits } from '../credits/app.js';
import { heedNotice } from '../credits/heed-notice.js';
import type { Notice } from '../payments/notice.js';
import type { Fate, ReceivedEvents } from '../payments/received-event.js';
import type { ClientId, TraceId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import { readText } from './body.js';
import { paymentsOf } from './payments.js';
import { Problem } from './problem.js';
import type { Answer } from './route.js';
import type { Visit } from './visit.js';

/** Larger than any event that Stripe sends. */
const MOST_BYTES = 1024 * 1024;

export type Hearing = Credits & {
  /** Absent where there is no database to take them down in. */
  readonly receivedEvents?: ReceivedEvents;
  /** Signatures are made in real time, wherever the wallets' clock stands. */
  readonly realNow: () => Instant;
};

type Message = {
  readonly app: Hearing;
  readonly request: Request;
  readonly traceId: TraceId;
  readonly visit: Visit;
};

/**
 * Takes a message of the payment provider's. It is answered with 200 only when the ledger has what follows from it, or when
 * nothing does: whatever goes wrong, it comes again.
 */
export const answerWebhook = async ({
  app,
  request,
  traceId,
  visit,
}: Message): Promise<Answer | Problem> => {
  const payments = await paymentsOf(app);
  if (payments instanceof Problem) return payments;
  const body = await readText(request, MOST_BYTES);
  if (body instanceof Problem) return body;
  const signature = request.headers.get('stripe-signature');
  const notice = await payments.notice(body, signature, app.realNow());
  if ('rejected' in notice) return new Problem('invalid_signature', notice.rejected);
  visit.principal = 'stripe';
  const note = noting(app, notice, traceId);
  try {
    const { clientId, fate, reason } = await heedNotice(app, payments, notice, traceId);
    await note(fate, clientId, reason);
    return { status: 200, body: { handled: fate === 'handled' } };
  } catch (error) {
    await note('failed', undefined, error instanceof Error ? error.name : 'unknown');
    throw error;
  }
};

/** For operators; it keeps no message from being answered. */
const noting =
  (app: Hearing, { id: eventId, objectId, occurredAt, type }: Notice, traceId: TraceId) =>
  async (fate: Fate, clientId?: ClientId, reason?: string): Promise<void> => {
    const { log, now, receivedEvents, tenantId } = app;
    const told = {
      eventId,
      type,
      objectId,
      fate,
      ...(clientId && { clientId }),
      ...(reason && { reason }),
    };
    if (fate === 'refused') {
      log({ level: 'error', message: 'a payment is not credited', traceId, ...told });
    }
    const event = { ...told, tenantId, occurredAt, receivedAt: now(), traceId };
    await receivedEvents?.record(event).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log({ level: 'warning', message: 'an event was not taken down', traceId, eventId, reason });
    });
  };

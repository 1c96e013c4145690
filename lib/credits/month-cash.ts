import type { CashMovement } from '../payments/cash.js';
import type { Found, Payment, Payments } from '../payments/payments.js';
import type { Period } from '../payments/period.js';
import type { ProviderPayment } from '../statement/cash.js';
import { assertNever } from '../wallet/brand.js';
import type { ClientId } from '../wallet/ids.js';
import { inBatches } from './in-batches.js';

/** Each is two requests, of which Stripe takes 25 a second in test mode. */
const AT_A_TIME = 4;

/**
 * What the provider booked of our checkouts in a period, a movement at a time; of one client's, if asked. In mind are kept the
 * ids of the period's payments.
 */
export async function* cashOf(
  payments: Payments,
  period: Period,
  clientId: ClientId | undefined,
): AsyncGenerator<ProviderPayment> {
  const known = new Map<string, Promise<Payment | undefined>>();
  const paymentOf = (movement: CashMovement): Promise<Payment | undefined> => {
    const asked = known.get(movement.intentId) ?? findPayment(payments, movement);
    known.set(movement.intentId, asked);
    return asked;
  };
  for await (const some of inBatches(payments.cashIn(period), AT_A_TIME)) {
    const found = await Promise.all(some.map(paymentOf));
    for (const [index, movement] of some.entries()) {
      const payment = found[index];
      if (!payment || (clientId && payment.walletId.clientId !== clientId)) continue;
      yield bookedOf(movement, payment);
    }
  }
}

/** Of what came in its payment is known; what went back may be of one of months ago. */
const findPayment = async (
  payments: Payments,
  movement: CashMovement,
): Promise<Payment | undefined> => {
  if (movement.kind === 'paid') return paymentIn(movement.found);
  const [sessionId] = await payments.sessionsOf(movement.intentId);
  const found: Found = sessionId ? await payments.find(sessionId) : { outcome: 'not ours' };
  return paymentIn(found);
};

const paymentIn = (found: Found): Payment | undefined =>
  found.outcome === 'found' ? found.payment : undefined;

const bookedOf = (
  { kind, money: { amountMinor, currency } }: CashMovement,
  { key, walletId }: Payment,
): ProviderPayment => {
  const { clientId } = walletId;
  const none = { sessionId: key, clientId, currency, paid: 0, refunded: 0, disputed: 0 };
  switch (kind) {
    case 'paid':
      return { ...none, paid: amountMinor };
    case 'refunded':
      return { ...none, refunded: -amountMinor };
    case 'disputed':
      return { ...none, disputed: -amountMinor };
    default:
      return assertNever(kind);
  }
};

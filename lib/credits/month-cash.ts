import type { CashMovement } from '../payments/cash.js';
import type { Found, Payments } from '../payments/payments.js';
import type { Period } from '../payments/period.js';
import type { ProviderPayment } from '../statement/cash.js';
import { assertNever } from '../wallet/brand.js';
import type { ClientId } from '../wallet/ids.js';
import { type Checkout, checkoutIn } from './compare-payment.js';
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
  const known = new Map<string, Promise<Checkout | undefined>>();
  const checkoutOf = (movement: CashMovement): Promise<Checkout | undefined> => {
    const found = known.get(movement.intentId) ?? findCheckout(payments, movement);
    known.set(movement.intentId, found);
    return found;
  };
  for await (const some of inBatches(payments.cashIn(period), AT_A_TIME)) {
    const checkouts = await Promise.all(some.map(checkoutOf));
    for (const [index, movement] of some.entries()) {
      const checkout = checkouts[index];
      if (!checkout || (clientId && checkout.walletId.clientId !== clientId)) continue;
      yield paymentOf(movement, checkout);
    }
  }
}

/** Of what came in its checkout is known; what went back may be of one of months ago. */
const findCheckout = async (
  payments: Payments,
  movement: CashMovement,
): Promise<Checkout | undefined> => {
  if (movement.kind === 'paid') return checkoutIn(movement.found);
  const [sessionId] = await payments.sessionsOf(movement.intentId);
  const found: Found = sessionId ? await payments.find(sessionId) : { outcome: 'not ours' };
  return checkoutIn(found);
};

const paymentOf = (
  { kind, money: { amountMinor, currency } }: CashMovement,
  { sessionId, walletId }: Checkout,
): ProviderPayment => {
  const { clientId } = walletId;
  const none = { sessionId, clientId, currency, paid: 0, refunded: 0, disputed: 0 };
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

import type { ConfirmAnswer } from '../contract/top-up.js';
import type { Payments, PlanCheckout } from '../payments/payments.js';
import type { TraceId } from '../wallet/ids.js';
import { balance } from '../wallet/wallet.js';
import type { Credits } from './app.js';
import { followSubscription } from './follow-subscription.js';
import { walletNow } from './wallet-now.js';

/** How far back the beginning of a plan is looked for. Who comes back from its payment comes soon. */
const TAIL = 200;

/** Puts a plan in force whose client comes back from its checkout, if it is paid. The webhook does the same. */
export const confirmPlan = async (
  app: Credits,
  payments: Payments,
  { customerId, status, subscriptionId, walletId }: PlanCheckout,
  traceId: TraceId,
): Promise<ConfirmAnswer | { readonly mismatch: string }> => {
  const { stored } = await app.ledger.read(walletId, { limit: 0 });
  if (status === 'complete') {
    const followed = await followSubscription(app, payments, { walletId, customerId, traceId });
    if (followed.outcome === 'mismatch') return { mismatch: followed.reason };
  }
  const { entries } = await app.ledger.read(walletId, { limit: TAIL });
  const balanceNow = balance(await walletNow(app, walletId));
  for (const { event, seq } of [...entries].reverse()) {
    if (event.type !== 'PlanChanged' || !event.subscription) continue;
    if (event.subscription.id !== subscriptionId) continue;
    const isNew = seq > (stored?.wallet.version ?? 0);
    return {
      status: isNew ? 'credited' : 'already_credited',
      credits: event.credits,
      balance: balanceNow,
    };
  }
  const checkout = status === 'complete' ? 'unpaid' : status;
  return { status: 'pending', checkout, credits: 0, balance: balanceNow };
};

import type { ConfirmAnswer } from '../contract/top-up.js';
import type { Payments } from '../payments/payments.js';
import type { TraceId, WalletId } from '../wallet/ids.js';
import type { Credits } from './app.js';
import { confirmPlan } from './confirm-plan.js';
import { settlePayment } from './settle-payment.js';
import { balanceNow } from './wallet-now.js';

/** `unknown`: there is no such checkout of this client's. Of somebody else's nothing is told, not that it exists. */
export type Confirmed =
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'mismatch'; readonly reason: string }
  | { readonly outcome: 'confirmed'; readonly answer: ConfirmAnswer };

/** Credits a checkout that its client comes back from, if it is paid. The webhook does the same, and either may be first. */
export const confirmTopUp = async (
  app: Credits,
  payments: Payments,
  walletId: WalletId,
  sessionId: string,
  traceId: TraceId,
): Promise<Confirmed> => {
  const found = await payments.find(sessionId);
  if (found.outcome === 'not ours') return { outcome: 'unknown' };
  const { clientId } = (found.outcome === 'plan' ? found.checkout : found.payment).walletId;
  if (clientId !== walletId.clientId) return { outcome: 'unknown' };
  if (found.outcome === 'plan') {
    const answer = await confirmPlan(app, payments, found.checkout, traceId);
    return 'mismatch' in answer
      ? { outcome: 'mismatch', reason: answer.mismatch }
      : { outcome: 'confirmed', answer };
  }

  const { payment } = found;
  const { order, status } = payment;
  if (status !== 'paid') {
    if ('mismatch' in order) return { outcome: 'mismatch', reason: order.mismatch };
    const balance = await balanceNow(app, walletId);
    const answer = {
      status: 'pending',
      checkout: status,
      credits: order.credits,
      balance,
    } as const;
    return { outcome: 'confirmed', answer };
  }
  const settled = await settlePayment(app, payments, payment, traceId);
  if (settled.outcome === 'mismatch') return settled;
  const answer = {
    status: settled.outcome === 'credited' ? 'credited' : 'already_credited',
    credits: settled.credits,
    balance: await balanceNow(app, walletId),
  } as const;
  return { outcome: 'confirmed', answer };
};

import type { Schemas } from '../../api/api.js';
import { withKey } from '../pending-key.js';
import type { Wallet } from '../wallet.js';
import { request } from './request.js';

const TAIL = 20;
const PAGE = 50;

export const readMatrix = () => request<Schemas['Matrix']>('/api/credits-matrix');

/**
 * The wallet of who is signed in. A key that is kept belongs to them; that of a change of plan also to the wallet as it
 * was: the same change is another one when others came between.
 */
export const liveWallet: Wallet = {
  state: () => request(`/api/credits-state?tail=${TAIL}`),
  debit: (item) => request('/api/credits-debit', item),
  changePlan: (planId, dryRun, from) =>
    dryRun
      ? request('/api/credits-plan', { planId, dryRun })
      : withKey(
          `plan:${from?.clientId}:${from?.plan.planId}:${from?.version}:${planId}`,
          (idempotencyKey) => request('/api/credits-plan', { planId, idempotencyKey }),
        ),
  topUp: (packId, from) =>
    withKey(`top-up:${from?.clientId}:${packId}`, (idempotencyKey) =>
      request('/api/credits-checkout', { packId, idempotencyKey }),
    ),
  confirm: (sessionId) => request('/api/credits-topup-confirm', { sessionId }),
  history: async (before) => {
    const path = `/api/credits-state?tail=${PAGE}&before=${before}`;
    const answer = await request<Schemas['State']>(path);
    return answer.ok ? { ...answer, value: answer.value.ledgerTail } : answer;
  },
};

import { type Answer, type Api, answerOf, type Problem, unreachable } from '../../../../api/api.js';
import type { Effect } from './order.js';
import { type SentOrder, sentOrders } from './sent-orders.js';

/** What is known after an order was sent. `unknown`: no answer that says whether it is booked. */
export type Outcome =
  | { readonly came: 'booked'; readonly effect: Effect }
  | { readonly came: 'refused'; readonly problem: Problem }
  | { readonly came: 'unknown'; readonly problem: Problem };

/** Who sends, and by what. */
export type Sender = { readonly api: Api; readonly operator: string };

export const newKey = (): string => `console-${crypto.randomUUID()}`;

/** An answer that takes longer does not come any more. */
const PATIENCE_MS = 30_000;

/** What an order would do. Nothing is written. */
export const previewOrder = ({ api }: Sender, sent: SentOrder): Promise<Answer<Effect>> =>
  post(api, sent, true);

/**
 * Sends an order, for the first time or again (`wasOpen`: no answer to an earlier time is known). Under one key it is booked
 * once, however often it is sent.
 */
export const sendOrder = async (
  { api, operator }: Sender,
  sent: SentOrder,
  wasOpen: boolean,
): Promise<Outcome> => {
  const open = sentOrders(operator);
  open.keep(sent);
  const answer = await post(api, sent, false);
  if (answer.ok) {
    open.settle(sent.key);
    return { came: 'booked', effect: answer.value };
  }
  const { problem } = answer;
  if (!isDefinite(problem, wasOpen)) return { came: 'unknown', problem };
  open.settle(sent.key);
  return { came: 'refused', problem };
};

/** The ledger looks the key up before it refuses; who is turned away at the door learns nothing of an earlier attempt. */
const LEDGER_REFUSES = [402, 404, 409];

/** Not about the order: whoever answers so may have let it through before, or will the next time. */
const ABOUT_THE_SENDING = [401, 408, 425, 429];

/** Whether nothing is booked under the order's key, so that it need not be kept. */
export const isDefinite = (
  { code, status }: Pick<Problem, 'code' | 'status'>,
  wasOpen: boolean,
): boolean => {
  if (code === 'unreachable' || code === 'idempotency_key_reused') return false;
  if (status < 400 || status >= 500 || ABOUT_THE_SENDING.includes(status)) return false;
  return !wasOpen || LEDGER_REFUSES.includes(status);
};

const post = async (
  api: Api,
  { key, order }: SentOrder,
  dryRun: boolean,
): Promise<Answer<Effect>> => {
  const about = { idempotencyKey: key, dryRun };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  switch (order.kind) {
    case 'adjustment': {
      const { clientId, credits, reason } = order;
      const body = { credits, reason, ...about };
      const path = '/v1/admin/wallets/{clientId}/adjustments';
      return effectOf(
        await answerOf(api.POST(path, { params: { path: { clientId } }, body, signal })),
      );
    }
    case 'reversal': {
      const { kind, ...reversal } = order;
      const body = { mode: 'reverse', ...reversal, ...about } as const;
      return effectOf(await answerOf(api.POST('/api/credits-debit', { body, signal })));
    }
    case 'plan': {
      const { clientId, planId } = order;
      const body = { clientId, planId, ...about };
      const answer = await answerOf(api.POST('/api/credits-plan', { body, signal }));
      if (!answer.ok) return answer;
      const { response, value: plan } = answer;
      return {
        ok: true,
        response,
        value: { plan, balance: plan.balance, replayed: isReplay(response) },
      };
    }
  }
};

const effectOf = (answer: Answer<object>): Answer<Effect> => {
  if (!answer.ok) return answer;
  const { response, value } = answer;
  if (!isBooked(value)) {
    const detail = 'a correction is answered by its entry, and this answer has none';
    return { ok: false, problem: unreachable(response.status, 'No answer of the API', detail) };
  }
  const { balance, entry } = value;
  return { ok: true, response, value: { entry, balance, replayed: isReplay(response) } };
};

type Booked = Required<Pick<Effect, 'balance' | 'entry'>>;

const isBooked = (value: object): value is Booked => 'entry' in value && 'balance' in value;

const isReplay = ({ headers }: Response): boolean => headers.get('idempotency-replayed') === 'true';

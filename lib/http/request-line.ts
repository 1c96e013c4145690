import type { TraceId } from '../wallet/ids.js';
import { Problem } from './problem.js';
import type { Answer } from './route.js';
import type { Visit } from './visit.js';

/** One line of the log for each request. No secret, token, key of a caller's or address is in it, and no query. */
export type RequestLine = Readonly<Record<string, unknown>>;

/** Milliseconds with two decimals; absent where there were none. */
const duration = (name: string, milliseconds: number) =>
  milliseconds > 0 ? { [name]: Math.round(milliseconds * 100) / 100 } : {};

/** `path` is the route's, in which names stand for what differs. */
export const requestLine = (
  request: Request,
  path: string,
  { answer, traceId, visit }: Answered,
): RequestLine => {
  const { actionId, clientId, duty, outcomes, principal, product } = visit;
  return {
    level: 'info',
    message: 'request',
    traceId,
    method: request.method.slice(0, 20),
    path,
    status: answer.status,
    ...(answer instanceof Problem && { code: answer.code }),
    principal,
    ...(duty && { doing: duty.doing, who: duty.who }),
    ...(clientId && { clientId }),
    ...(outcomes.length === 1 && {
      ...(product && { product }),
      ...(actionId && { actionId }),
      outcome: outcomes[0],
    }),
    ...(outcomes.length > 1 && { outcomes: counted(outcomes) }),
    ...replayOf(answer),
    ...duration('ms', visit.whole.milliseconds),
    ...duration('ledgerMs', visit.ledger.milliseconds),
    ...duration('upstreamMs', visit.upstream.milliseconds),
  };
};

type Answered = {
  readonly answer: Answer | Problem;
  readonly traceId: TraceId;
  readonly visit: Visit;
};

const counted = (outcomes: readonly string[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const replayOf = ({ headers }: Answer | Problem) => {
  const replayed = headers?.['idempotency-replayed'];
  return replayed === undefined ? {} : { replayed: replayed === 'true' };
};

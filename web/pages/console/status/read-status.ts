import { type Api, answerOf, type Problem, type Schemas } from '../../../api/api.js';

export type Health = Schemas['Health'];
export type Check = Health['checks'][number];
export type Backlog = Schemas['Backlog'];
export type WebhookEvent = Schemas['WebhookEvents']['events'][number];

/** What was read of one part, or why it could not be. */
export type Part<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** All that the page shows. Each part can be missing for a reason of its own, and the others still show. */
export type Status = {
  readonly health: Part<Health>;
  /** Whether what can't be paid is refused, or only warned of. */
  readonly isEnforced: Part<boolean>;
  /** Those of the last days that somebody should know of, the latest first. */
  readonly events: Part<readonly WebhookEvent[]>;
  readonly readAt: number;
};

export const EVENTS_OF_DAYS = 7;

const DAY_MS = 86_400_000;

export const readStatus = async (api: Api, signal: AbortSignal): Promise<Status> => {
  const [health, isEnforced, refused, failed] = await Promise.all([
    readHealth(api, signal),
    readEnforcement(api, signal),
    readEvents(api, 'refused', signal),
    readEvents(api, 'failed', signal),
  ]);
  return { health, isEnforced, events: bothOf(refused, failed), readAt: Date.now() };
};

/** An answer of 503 is one too: it says what is wrong. */
const readHealth = async (api: Api, signal: AbortSignal): Promise<Part<Health>> => {
  let refusal: unknown;
  const request = api.GET('/api/health', { signal }).then((fetched) => {
    refusal = fetched.error;
    return fetched;
  });
  const answer = await answerOf(request);
  return !answer.ok && isHealth(refusal) ? { ok: true, value: refusal } : answer;
};

const isHealth = (value: unknown): value is Health =>
  typeof value === 'object' && value !== null && 'checks' in value && Array.isArray(value.checks);

/** As it stands in the operator's own wallet, which asking does not open. */
const readEnforcement = async (api: Api, signal: AbortSignal): Promise<Part<boolean>> => {
  const query = { tail: '0' };
  const answer = await answerOf(api.GET('/api/credits-state', { params: { query }, signal }));
  return answer.ok ? { ok: true, value: answer.value.enforce } : answer;
};

const readEvents = async (
  api: Api,
  fate: 'refused' | 'failed',
  signal: AbortSignal,
): Promise<Part<readonly WebhookEvent[]>> => {
  const from = new Date(Date.now() - EVENTS_OF_DAYS * DAY_MS).toISOString();
  const query = { fate, from, limit: '20' };
  const answer = await answerOf(api.GET('/v1/admin/webhook-events', { params: { query }, signal }));
  return answer.ok ? { ok: true, value: answer.value.events } : answer;
};

const bothOf = (
  one: Part<readonly WebhookEvent[]>,
  other: Part<readonly WebhookEvent[]>,
): Part<readonly WebhookEvent[]> => {
  if (!one.ok) return one;
  if (!other.ok) return other;
  const events = [...one.value, ...other.value];
  return { ok: true, value: events.sort((a, b) => (a.lastSeenAt < b.lastSeenAt ? 1 : -1)) };
};

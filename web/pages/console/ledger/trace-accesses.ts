import { type Api, answerOf, type Schemas } from '../../../api/api.js';
import type { Entry } from '../entry/kinds.js';
import { type Loaded, loadedFrom } from '../entry/loaded.js';

export type TraceAccesses = Loaded<Schemas['Audit']['accesses']>;

/** Of a request that began before its entries were written, and was done after. */
const MARGIN_MS = 60_000;

/**
 * What operators did under a trace. The trail is not searched by traces, so it is asked for the wallet's around the time
 * of the entries, and only where an operator wrote one of them.
 */
export const traceAccesses = async (
  api: Api,
  entries: readonly Entry[],
  traceId: string,
  signal: AbortSignal,
): Promise<TraceAccesses> => {
  const written = entries.filter(({ actor }) => actor.startsWith('admin:'));
  const [first] = written;
  if (!first) return { at: 'here', value: [] };
  const times = written.map(({ createdAt }) => Date.parse(createdAt));
  const query = {
    clientId: first.clientId,
    from: new Date(Math.min(...times) - MARGIN_MS).toISOString(),
    to: new Date(Math.max(...times) + MARGIN_MS).toISOString(),
    limit: '200',
  };
  const answer = await answerOf(api.GET('/v1/admin/audit', { params: { query }, signal }));
  if (!answer.ok) return loadedFrom(answer);
  const accesses = answer.value.accesses.filter((access) => access.traceId === traceId);
  return { at: 'here', value: accesses.toReversed() };
};

import { type Access, type Answer, answerOf, createApi, type Schemas } from '../api/api.js';
import { insist, type Patience, type World } from './insist.js';
import { keysIn, type Taken } from './key.js';
import { bodyOf, type Item, keyOf } from './request.js';
import type { Result } from './result.js';
import type { Store } from './store.js';
import { subjectOf } from './subject.js';

export type Sending = {
  readonly signal?: AbortSignal | undefined;
};

type Equipment = Access & {
  readonly store: Store;
  readonly patience: Patience;
  readonly world: World;
};

type Whose = Sending & { readonly clientId?: string | undefined };

/** What a write asks for, its key aside. */
type Meaning = Readonly<Record<string, unknown>> & { readonly dryRun?: boolean };

/** What each attempt of a call is sent with. */
type Attempt = { readonly signal: AbortSignal; readonly headers: { readonly traceparent: string } };

/** Calls the API: each is one trace, is tried until it is answered, and a write has one key all the while. */
export const callsTo = ({ patience, store, world, ...access }: Equipment) => {
  const api = createApi(access);
  const take = keysIn(store, world);

  /** `traceId` is on every entry that the call writes: so it tells its own entry from one that was there. */
  const call = <T>(
    attempt: (given: Attempt) => Promise<Answer<T>>,
    { signal, traceId = world.newId() }: Sending & { readonly traceId?: string | undefined },
  ): Promise<Result<T>> => {
    const headers = { traceparent: `00-${traceId}-${world.newId().slice(16)}-01` };
    const circumstances = { patience, world, signal };
    return insist(async (signal) => resultOf(await attempt({ signal, headers })), circumstances);
  };

  /** A key for a write that has none of its own; what is only tried needs none that lasts. */
  const keyFor = async (given: string | undefined, meaning: Meaning): Promise<Taken> =>
    given === undefined && !meaning.dryRun
      ? take(JSON.stringify(meaning), await subjectOf(access.getToken))
      : { key: given ?? world.newId(), isForgotten: false, leave: async () => {} };

  const keyed = async <T>(
    given: string | undefined,
    meaning: Meaning,
    send: (key: string) => Promise<Result<T>>,
    isOutdated: (value: T) => boolean = () => false,
  ): Promise<Result<T>> => {
    const { isForgotten, key, leave } = await keyFor(given, meaning);
    const result = await send(key);
    await leave(result);
    return isForgotten && result.ok && result.replayed && isOutdated(result.value)
      ? keyed(given, meaning, send, isOutdated)
      : result;
  };

  const debit = async (
    item: Item,
    { clientId, ...sending }: Whose & { readonly traceId?: string },
  ): Promise<Result<Schemas['Debit'] | Schemas['Demo']>> => {
    const whose = clientId === undefined ? {} : { clientId };
    return keyed(await keyOf(item), { ...whose, ...item }, async (key) => {
      const body = { ...bodyOf(item, key), ...whose };
      const answer = await call(
        (given) => answerOf(api.POST('/api/credits-debit', { body, ...given })),
        sending,
      );
      return single(answer);
    });
  };

  const debits = async (
    items: readonly Item[],
    { clientId, ...sending }: Whose,
  ): Promise<Result<readonly Result<Schemas['Debit']>[] | Schemas['Demo']>> => {
    const whose = clientId === undefined ? {} : { clientId };
    const taken: Taken[] = [];
    // One after the other: two that mean the same must not both find the same forgotten key.
    for (const item of items) taken.push(await keyFor(await keyOf(item), { ...whose, ...item }));
    const body = {
      debits: items.map((item, index) => bodyOf(item, taken[index]?.key ?? world.newId())),
      ...whose,
    };
    const answer = await call(
      (given) => answerOf(api.POST('/api/credits-debit', { body, ...given })),
      sending,
    );
    const whole = listed(answer);
    const each = whole.ok && 'length' in whole.value ? whole.value : [];
    await Promise.all(taken.map(({ leave }, index) => leave(each[index] ?? whole)));
    return whole;
  };

  return { api, call, debit, debits, keyed };
};

export type Calls = ReturnType<typeof callsTo>;

const resultOf = <T>(answer: Answer<T>): Result<T> => {
  const headers = answer.response?.headers;
  if (answer.ok) {
    const replayed = headers?.get('idempotency-replayed') === 'true';
    return { ok: true, value: answer.value, replayed, traceId: headers?.get('x-trace-id') ?? '' };
  }
  const { problem } = answer;
  const after = Number.parseInt(headers?.get('retry-after') ?? '', 10);
  return { ok: false, problem, ...(after >= 0 && { retryAfterSeconds: after }) };
};

type Debits = Schemas['Debit'] | Schemas['DebitResults'] | Schemas['Demo'];

const single = (result: Result<Debits>): Result<Schemas['Debit'] | Schemas['Demo']> => {
  if (!result.ok) return result;
  const { value, ...rest } = result;
  if ('results' in value) throw new TypeError('a list was answered where no list was sent');
  return { ...rest, value };
};

const listed = (
  result: Result<Debits>,
): Result<readonly Result<Schemas['Debit']>[] | Schemas['Demo']> => {
  if (!result.ok) return result;
  const { value, ...rest } = result;
  if ('entry' in value) throw new TypeError('no list was answered where a list was sent');
  if ('status' in value) return { ...rest, value };
  return { ...rest, value: value.results.map((item) => ofItem(item, rest.traceId)) };
};

const ofItem = (
  item: Schemas['DebitResults']['results'][number],
  traceId: string,
): Result<Schemas['Debit']> => {
  if (!('entry' in item)) return { ok: false, problem: item };
  const { replayed, ...value } = item;
  return { ok: true, value, replayed, traceId };
};

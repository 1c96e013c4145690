import { type Answer, answerOf, type Problem, type Schemas } from '../../../api/api.js';
import type { Given } from '../view.js';
import type { Registry } from './desk.js';

type Wanted = Pick<Given, 'api' | 'signal'>;

/** The version in force, or an older one. */
export const readVersion = async (
  { api, signal }: Wanted,
  version?: number,
): Promise<Answer<Registry>> => {
  const query = version === undefined ? {} : { version: String(version) };
  const answer = await answerOf(
    api.GET('/api/action-registry-admin', { params: { query }, signal }),
  );
  if (!answer.ok) return answer;
  const { response, value } = answer;
  return isRegistry(value) ? { ok: true, value, response } : { ok: false, problem: unexpected };
};

export type PastVersion = Schemas['RegistryHistory']['versions'][number];

/** What was published before a version, newest first. */
export const readHistory = async (
  { api, signal }: Wanted,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Answer<readonly PastVersion[]>> => {
  const query = {
    history: '1' as const,
    limit: String(limit),
    ...(before !== undefined && { before: String(before) }),
  };
  const answer = await answerOf(
    api.GET('/api/action-registry-admin', { params: { query }, signal }),
  );
  if (!answer.ok) return answer;
  const { response, value } = answer;
  return isHistory(value)
    ? { ok: true, value: value.versions, response }
    : { ok: false, problem: unexpected };
};

/** One address answers in several shapes: each is told by the member that only it has. */
export const isRegistry = (value: object): value is Registry => 'registry' in value;

const isHistory = (value: object): value is Schemas['RegistryHistory'] => 'versions' in value;

export const isPreview = (value: object): value is Schemas['RegistryPreview'] =>
  'shadowRating' in value;

const unexpected: Problem = {
  type: 'urn:cz-credits:problem:unreachable',
  title: 'No answer of the API',
  status: 0,
  detail: 'the answer is not the one that was asked for',
  code: 'unreachable',
  traceId: '',
};

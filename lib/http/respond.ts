import type { TraceId } from '../wallet/ids.js';
import { Problem } from './problem.js';
import type { Answer } from './route.js';

/** The response that an answer is sent as, with what every response carries. */
export const respond = (
  answer: Answer | Problem,
  traceId: TraceId,
  headers: Readonly<Record<string, string>>,
  withoutBody = false,
): Response => {
  const content = contentOf(answer, traceId);
  if (withoutBody && content?.data instanceof ReadableStream) void content.data.cancel();
  return new Response(withoutBody || !content ? null : content.data, {
    status: answer.status,
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-trace-id': traceId,
      ...headers,
      ...(content && { 'content-type': content.type }),
      ...answer.headers,
    },
  });
};

const contentOf = (answer: Answer | Problem, traceId: TraceId): Answer['content'] => {
  if (answer instanceof Problem) {
    return { type: 'application/problem+json', data: JSON.stringify(answer.body(traceId)) };
  }
  if (answer.content) return answer.content;
  if (answer.body === undefined) return undefined;
  return { type: 'application/json; charset=utf-8', data: JSON.stringify(answer.body) };
};

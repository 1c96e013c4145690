import type { Problem } from '../api/api.js';
import type { Texts } from './language.js';

/** A problem of the components' own: nothing was asked, or nothing understandable answered. */
export const problem = <Code extends string>(code: Code, detail: string, status = 0) => ({
  type: `urn:cz-credits:problem:${code}`,
  title: detail,
  status,
  detail,
  code,
  traceId: '',
});

/** The sentence for a problem that says what to do, in the reader's language. */
export const whatToDo = ({ problems }: Texts, { type }: Problem): string =>
  problems[type.slice(type.lastIndexOf(':') + 1)] ?? problems.other;

const MAY_PASS = [401, 408, 425, 429];

/** Whether the API itself refused for good. After anything else nobody knows whether the request was carried out. */
export const isDefinite = ({ code, status }: Problem): boolean =>
  code !== 'unreachable' && status >= 400 && status < 500 && !MAY_PASS.includes(status);

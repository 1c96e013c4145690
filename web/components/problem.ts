import type { Problem } from '../api/api.js';
import type { Texts } from './language.js';

/** A problem of the components' own: nothing was asked, or nothing understandable answered. */
export const problem = (code: string, detail: string, status = 0): Problem => ({
  type: `urn:cz-credits:problem:${code}`,
  title: detail,
  status,
  detail,
  code,
  traceId: '',
});

/** The sentence for a problem that says what to do, in the reader's language. */
export const whatToDo = ({ problems }: Texts, { code }: Problem): string =>
  problems[code] ?? problems.other;

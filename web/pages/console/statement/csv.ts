import { answerOf, type Problem } from '../../../api/api.js';
import { download } from '../../parts/download.js';
import type { Given } from '../view.js';
import { fileName } from './months.js';

/** Has the browser save the statement as CSV; what was wrong, if it could not. */
export const saveCsv = async (
  { api, signal }: Pick<Given, 'api' | 'signal'>,
  month: string,
  clientId: string | undefined,
): Promise<Problem | undefined> => {
  const answer = await answerOf(
    api.GET('/v1/admin/statements/{month}', {
      params: { path: { month }, query: { format: 'csv', ...(clientId && { clientId }) } },
      parseAs: 'blob',
      signal,
    }),
  );
  if (!answer.ok) return answer.problem;
  download(answer.value, fileName(month, clientId));
  return undefined;
};

import { answerOf, type Problem } from '../../../api/api.js';
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
  const link = document.createElement('a');
  link.href = URL.createObjectURL(answer.value);
  link.download = fileName(month, clientId);
  link.click();
  URL.revokeObjectURL(link.href);
  return undefined;
};

import { type Api, answerOf, type Problem } from '../../../api/api.js';
import { download } from '../../parts/download.js';
import { boundsOf } from './read-overview.js';
import type { Selection } from './selection.js';

export type Table = 'action' | 'day' | 'month' | 'client';

/** Saves what is shown as CSV: of a link that the browser follows by itself the server would not know who asks. */
export const downloadCsv = async (
  api: Api,
  { action, period, product }: Selection,
  table: Table,
): Promise<Problem | undefined> => {
  const bounds = boundsOf(period);
  const ofAction = table === 'action' ? undefined : action;
  const query = {
    format: 'csv' as const,
    groupBy: table,
    ...bounds,
    ...(product && { product }),
    ...(ofAction && { action: ofAction }),
  };
  const answer = await answerOf(
    api.GET('/api/credits-metrics', { params: { query }, parseAs: 'blob' }),
  );
  if (!answer.ok) return answer.problem;
  const { value } = answer;
  if (!(value instanceof Blob)) throw new Error('a blob was asked for');
  const of = [product, ofAction].filter((each) => each !== undefined).map((each) => `-${each}`);
  download(value, `credits-by-${table}${of.join('')}-${period.first}-${period.last}.csv`);
  return undefined;
};

import type { HistoryAnswer, RegistryAnswer } from '../contract/registry.js';
import { differences } from '../registry/differences.js';
import type { Publication, Registry } from '../registry/registry.js';
import type { Credits } from './app.js';

/** A version as operators see it: what costs us, too. Its `registry` can be published again as it is. */
export const showRegistry = ({ document, ...publication }: Registry): RegistryAnswer => ({
  ...shown(publication),
  registry: document,
});

const shown = ({ author, note, publishedAt, version }: Omit<Publication, 'document'>) => ({
  version,
  publishedAt,
  author,
  ...(note !== undefined && { note }),
});

const PAGE = 20;

/** What was published, newest first. Versions are read one after another: each may be large. */
export const showHistory = async (
  { registry }: Pick<Credits, 'registry'>,
  {
    before,
    limit = PAGE,
  }: { readonly before?: number | undefined; readonly limit?: number | undefined },
): Promise<HistoryAnswer> => {
  const last = (await registry.latest()).version;
  const versions: HistoryAnswer['versions'] = [];
  let next = await registry.version(Math.min(last, (before ?? Infinity) - 1));
  while (next && versions.length < limit) {
    const previous = await registry.version(next.version - 1);
    const diff = previous ? [...differences(previous.document, next.document)] : [];
    versions.push({ ...shown(next), diff });
    next = previous;
  }
  return { versions };
};

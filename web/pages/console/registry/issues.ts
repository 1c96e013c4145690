import type { Problem } from '../../../api/api.js';
import { isObject } from './draft.js';
import type { Issue } from './members.js';

/** What the server found wrong with a registry, each at the path of a field. */
export const issuesOf = (problem: Problem): readonly Issue[] => {
  const issues: unknown = 'issues' in problem ? problem['issues'] : undefined;
  if (!Array.isArray(issues)) return [];
  return issues.filter(isObject).map(({ message, path }) => ({
    path: fieldPath(String(path ?? '')),
    message: String(message ?? ''),
  }));
};

/** The document is `registry` in what was sent; a price as a whole is told at its amount. */
const fieldPath = (path: string): string =>
  path.replace(/^registry\.?/, '').replace(/^((?:plans|packs)\.\d+\.price)$/, '$1.amountMinor');

/** What is wrong at a field, or within it. */
export const issueAt = (issues: readonly Issue[], path: string): string | undefined =>
  issues.find((issue) => issue.path === path || issue.path.startsWith(`${path}.`))?.message;

/** What may still hold when the value at a path, or a whole list, is another one. */
export const issuesBeside = (issues: readonly Issue[], path: string): readonly Issue[] =>
  issues.filter((issue) => issue.path !== path && !issue.path.startsWith(`${path}.`));

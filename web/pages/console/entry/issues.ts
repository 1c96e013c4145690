import type { Problem } from '../../../api/api.js';

/** What the API says of each member of a request that it did not take, by the member's path. */
export const issuesOf = (problem: Problem | undefined): ReadonlyMap<string, string> => {
  const issues: unknown = problem && Reflect.get(problem, 'issues');
  if (!Array.isArray(issues)) return new Map();
  return new Map(
    issues.flatMap((issue: unknown) => (isIssue(issue) ? [[issue.path, issue.message]] : [])),
  );
};

type Issue = { readonly path: string; readonly message: string };

const isIssue = (value: unknown): value is Issue =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'message' in value &&
  typeof value.message === 'string';

import { TrieRouter } from 'hono/router/trie-router';
import type { Params, Route } from './route.js';

/** The methods of one path. */
export type Routes<App> = Readonly<Partial<Record<'GET' | 'POST', Route<App>>>>;

/** Several paths behind one function; `:name` stands for a part of a path. */
export type Paths<App> = Readonly<Record<`/${string}`, Routes<App>>>;

/** What is served at a path; undefined where nothing is. */
export type Find<App> = (
  pathname: string,
) => { readonly routes: Routes<App>; readonly params: Params } | undefined;

export const everywhere =
  <App>(routes: Routes<App>): Find<App> =>
  () => ({ routes, params: {} });

export const byPath = <App>(paths: Paths<App>): Find<App> => {
  const router = new TrieRouter<Routes<App>>();
  for (const [path, routes] of Object.entries(paths)) router.add('ALL', path, routes);
  return (pathname) => {
    const [[found] = []] = router.match('ALL', pathname);
    if (!found) return undefined;
    const [routes, params] = found;
    return { routes, params: decoded(params) };
  };
};

/** What can't be decoded is left as it came: no schema takes a `%`. */
const decoded = (params: Readonly<Record<string, string | number>>): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, decodedPart(String(value))]),
  );

const decodedPart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

import { TrieRouter } from 'hono/router/trie-router';
import type { Params, Route } from './route.js';

/** The methods of one path. */
export type Routes<App> = Readonly<Partial<Record<'GET' | 'POST', Route<App>>>>;

/** Several paths behind one function; `:name` stands for a part of a path. */
export type Paths<App> = Readonly<Record<`/${string}`, Routes<App>>>;

/** What is served at a path, under its name, `/v1/admin/wallets/:clientId/adjustments`. */
export type Found<App> = {
  readonly path: string;
  readonly routes: Routes<App>;
  readonly params: Params;
};

/** undefined: there is nothing. */
export type Find<App> = (pathname: string) => Found<App> | undefined;

/** Whatever path the platform brings here. */
export const everywhere =
  <App>(routes: Routes<App>): Find<App> =>
  (path) => ({ path, routes, params: {} });

export const byPath = <App>(paths: Paths<App>): Find<App> => {
  const router = new TrieRouter<Omit<Found<App>, 'params'>>();
  for (const [path, routes] of Object.entries(paths)) router.add('ALL', path, { path, routes });
  return (pathname) => {
    const [[match] = []] = router.match('ALL', pathname);
    return match && { ...match[0], params: decoded(match[1]) };
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

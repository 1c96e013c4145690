import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handler } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import { z } from 'zod';
import { buildSite, type Site } from '../web/site.js';

const WEB = new URL('../../web/', import.meta.url).pathname;

const platform = z.object({
  headers: z.array(
    z.object({
      source: z.string(),
      headers: z.array(z.object({ key: z.string(), value: z.string() })),
    }),
  ),
});

/**
 * The pages, as the platform would serve them: built of `web/` when they are asked for, again after a change there, with the
 * headers of `vercel.json`, clean addresses (`/account` is `account.html`), and its page for what is not there.
 */
export const pages = async (): Promise<Handler> => {
  const { headers } = platform.parse(JSON.parse(await readFile('vercel.json', 'utf8')));
  const rules = headers.map((rule) => ({ ...rule, source: new RegExp(`^${rule.source}$`) }));
  const built = rebuilding();
  return async ({ req }) => {
    const { pathname, search } = new URL(req.url);
    const clean = cleaned(pathname);
    if (clean !== pathname) {
      return new Response(null, { status: 308, headers: { location: clean + search } });
    }
    const found = await fileAt(pathname, await built());
    const told = rules
      .filter(({ source }) => source.test(pathname))
      .flatMap((rule) => rule.headers.map(({ key, value }): [string, string] => [key, value]));
    return new Response(found.contents, {
      status: found.status,
      headers: {
        'content-type': getMimeType(found.name) ?? 'application/octet-stream',
        ...Object.fromEntries(told),
        ...(mayChange(pathname) && { 'cache-control': 'no-cache' }),
      },
    });
  };
};

/** The one address of a page: `/account.html` is `/account`, and `/index` is `/`. It never leads to another site. */
const cleaned = (pathname: string): string =>
  pathname
    .replace(/^\/+/, '/')
    .replace(/^(.*?)(?:\.html)?\/?$/, '$1')
    .replace(/^\/index$/, '') || '/';

/** Only what its name tells apart from the next edit may stay in a browser, whatever the platform allows. */
const mayChange = (pathname: string): boolean => !pathname.startsWith('/assets/');

type Found = {
  readonly name: string;
  readonly status: 200 | 404;
  readonly contents: Uint8Array<ArrayBuffer>;
};

/** Out of what was built, so that no path can lead anywhere else. */
const fileAt = async (pathname: string, site: Site): Promise<Found> => {
  if (pathname === '/openapi.json') {
    const contents = new Uint8Array(await readFile('public/openapi.json'));
    return { name: 'openapi.json', status: 200, contents };
  }
  const wanted = pathname.slice(1) || 'index';
  const name = [wanted, `${wanted}.html`].find((each) => site.has(each));
  const contents = new Uint8Array(site.get(name ?? '404.html') ?? []);
  return { name: name ?? '404.html', status: name ? 200 : 404, contents };
};

/** The site as its sources are now. Nothing is built before it is asked for. */
const rebuilding = (): (() => Promise<Site>) => {
  let last: { readonly changedAt: number; readonly site: Promise<Site> } | undefined;
  return async () => {
    const changedAt = await lastChange();
    if (last?.changedAt !== changedAt) {
      last = { changedAt, site: buildSite({ by: 'name' }) };
      last.site.catch(() => {
        last = undefined;
      });
    }
    return last.site;
  };
};

const lastChange = async (): Promise<number> => {
  const files = await readdir(WEB, { recursive: true });
  const stats = await Promise.all(files.map((file) => stat(join(WEB, file))));
  return Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
};

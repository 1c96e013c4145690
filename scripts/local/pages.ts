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
 * The pages, as the platform would serve them: built of `web/` when they are asked for, again after a change there, and
 * with the headers of `vercel.json`. `/account` is `account.html`.
 */
export const pages = async (): Promise<Handler> => {
  const { headers } = platform.parse(JSON.parse(await readFile('vercel.json', 'utf8')));
  const rules = headers.map((rule) => ({ ...rule, source: new RegExp(`^${rule.source}$`) }));
  const built = rebuilding();
  return async ({ req }, next) => {
    const site = await built();
    const name = decodeURIComponent(req.path).slice(1) || 'index';
    const file = [name, `${name}.html`].find((each) => site.has(each));
    const contents =
      name === 'openapi.json' ? await readFile('public/openapi.json') : site.get(file ?? '');
    if (!contents) return next();
    const all = rules
      .filter(({ source }) => source.test(req.path))
      .flatMap((rule) => rule.headers.map(({ key, value }): [string, string] => [key, value]));
    const type = getMimeType(file ?? name) ?? 'application/octet-stream';
    return new Response(new Uint8Array(contents), {
      headers: { 'content-type': type, ...Object.fromEntries(all) },
    });
  };
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

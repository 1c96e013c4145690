import { z } from 'zod';
import { type Finding, look, ok, wrong } from './finding.js';
import type { Settings } from './settings.js';

type Version = { readonly name: string; readonly major: number };

const answered = z.object({
  result: z.object({
    server_version: z.string(),
    server_version_info: z.tuple([z.union([z.int(), z.string()])], z.unknown()),
  }),
});

/** Odoo's version, which it tells anybody; undefined where it does not. */
export const readVersion = async (url: string): Promise<Version | undefined> => {
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/web/webclient/version_info`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(10_000),
    });
    const { result } = answered.parse(await response.json());
    // Online it may be "saas~18".
    const major = Number(/\d+/.exec(String(result.server_version_info[0]))?.[0]);
    return { name: result.server_version, major };
  } catch {
    return undefined;
  }
};

/** Whether this way of calling works with this version, and for how long. */
export const versionFinding = (
  version: Version | undefined,
  transport: Settings['at']['transport'],
): Finding => {
  if (!version) {
    return look('Odoo does not tell its version', 'look in Odoo, under Settings → About');
  }
  const name = `Odoo ${version.name}`;
  if (version.major < 16)
    return look(`${name} is older than 16`, 'nobody has tried that: update it');
  if (transport === 'xmlrpc') {
    const until =
      version.major >= 19 ? '; ODOO_TRANSPORT=json2 works too, and will after Odoo 21' : '';
    return version.major >= 22
      ? wrong(`${name} has no XML-RPC`, 'set ODOO_TRANSPORT=json2')
      : ok(`${name}, over XML-RPC${until}`);
  }
  return version.major < 19
    ? wrong(`${name} has no JSON-2, which came with 19`, 'set ODOO_TRANSPORT=xmlrpc')
    : ok(`${name}, over JSON-2`);
};

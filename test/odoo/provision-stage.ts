import { z } from 'zod';
import { check } from '../../scripts/odoo/provisioning/check.js';
import { lineOf } from '../../scripts/odoo/provisioning/finding.js';
import { provision } from '../../scripts/odoo/provisioning/provision.js';
import { settingsFrom } from '../../scripts/odoo/provisioning/settings.js';
import type { Shown } from '../../scripts/odoo/stand-in/operator.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import type { Version } from '../../scripts/odoo/stand-in/version.js';

export const NOW = new Date('2026-03-01T12:00:00Z');

export type Environment = Readonly<Record<string, string>>;

/** An Odoo that nothing was set up in yet, and somebody who administers it. */
export type Stage = {
  readonly odoo: OdooStandIn;
  /** The administrator's, and where Odoo is. */
  readonly env: Environment;
  /** What was told, and whether all was well. */
  readonly provision: (asked?: Asked) => Promise<Told>;
  readonly check: (env: Environment, now?: Date) => Promise<readonly string[]>;
  /** The record that an external id stands for. */
  readonly record: (model: string, externalId: string) => Shown;
};

type Asked = {
  readonly env?: Environment;
  readonly now?: Date;
  readonly rotate?: boolean;
  readonly revokeOld?: boolean;
  /** Where lines are told to as they come. */
  readonly lines?: string[];
};

export type Told = {
  readonly isWell: boolean;
  readonly lines: readonly string[];
  /** What is told to be set. */
  readonly env: Environment;
};

/** The ways to administer an Odoo. */
export const WAYS = [
  ['18.0', 'xmlrpc'],
  ['19.0', 'xmlrpc'],
  ['19.0', 'json2'],
] as const;

/** The administrator's own key, which JSON-2 wants. */
const KEY = 'administrators-key';

export const stageOf = async (
  version: Version = '18.0',
  transport: 'xmlrpc' | 'json2' = 'xmlrpc',
): Promise<Stage> => {
  const odoo = await startOdooStandIn({ version, provisioned: false, durationMs: 0 });
  odoo.operator.add('res.users.apikeys', { name: 'own', user_id: odoo.admin.uid, key: KEY });
  const env = {
    ODOO_URL: odoo.url,
    ODOO_DB: odoo.db,
    ODOO_TRANSPORT: transport,
    ODOO_ADMIN_USERNAME: odoo.admin.username,
    ODOO_ADMIN_PASSWORD: transport === 'json2' ? KEY : odoo.admin.password,
  };
  return {
    odoo,
    env,
    provision: async ({
      env: more,
      now = NOW,
      revokeOld = false,
      rotate = false,
      lines = [],
    } = {}) => {
      const settings = settingsFrom({ ...env, ...more });
      const tell = (text: string) => lines.push(...text.split('\n'));
      const isWell = await provision(settings, { now, revokeOld, rotate, tell });
      return { isWell, lines, env: environmentIn(lines) };
    },
    check: async (given, now = NOW) => {
      const lines: string[] = [];
      for await (const finding of check(settingsFrom(given), now)) lines.push(lineOf(finding));
      return lines;
    },
    record: (model, externalId) =>
      found.parse(
        odoo.operator.rows(model).find(({ externalIds }) => externalIds.includes(externalId)),
      ),
  };
};

const found = z.custom<Shown>((value) => value !== undefined, 'nothing has that external id');

const environmentIn = (lines: readonly string[]): Environment =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name && value ? [[name, value]] : [];
    }),
  );

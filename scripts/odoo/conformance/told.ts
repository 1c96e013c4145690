import type { OdooConfig } from '../../../lib/storage-config.js';
import { PREFIX, REFS } from './clean.js';
import type { SuiteResult } from './suites.js';
import type { Figure } from './timing.js';

/** All that a run found out. */
export type Findings = {
  readonly odoo: string;
  readonly day: string;
  readonly mark: string;
  readonly suites: readonly SuiteResult[];
  readonly figures: readonly Figure[];
  /** What does not hold, in words; empty where all does. */
  readonly problems: readonly string[];
};

const WAYS = { xmlrpc: 'XML-RPC', json2: 'JSON-2' } as const;

export const nameOf = ({ db, transport, url }: OdooConfig, version: string | undefined): string =>
  `Odoo ${version ?? 'of an unknown version'} at ${url}, database ${db}, over ${WAYS[transport]}`;

/** What is going to happen, before it does. */
export const announcement = (odoo: string, mark: string, parts: readonly string[]): string =>
  `${odoo}
This proves the ledger on it: ${parts.join(', ')}. It takes some minutes.
It writes leads and customers, thousands of them, and touches nothing else. All of it is marked: the customers'
reference begins with "${mark}", and each row belongs to one of these customers. Nobody is sent anything.
The ledger's user can't delete: an administrator removes it afterwards, this says how.
`;

export const removal = (mark: string): string =>
  `What this run wrote is marked "${mark}". To remove it, and what earlier runs left, as an administrator:
  ODOO_ADMIN_USERNAME=… ODOO_ADMIN_PASSWORD=… npm run odoo:conformance -- --clean
or delete by hand the leads in [('partner_id.ref', '=like', '${REFS}')], archived ones too, and then the
customers in [('ref', '=like', '${REFS}')]. No client's own tenant should be named ${PREFIX}….`;

const CLAIMS = {
  contract: 'ledger contract',
  races: 'races of 8 processes × 200 debits',
} as const;

/** The summary for whoever asked whether this Odoo will do. */
export const summary = ({ day, figures, odoo, problems, suites }: Findings): string =>
  [
    `${odoo}, on ${day}: ${problems.length === 0 ? 'it holds.' : 'IT DOES NOT HOLD.'}`,
    ...suites.map(({ failed, name, passed, seconds }) => {
      const of = `${passed} of ${passed + failed} passed, in ${seconds.toFixed(0)} s`;
      return `${CLAIMS[name]}: ${of}`;
    }),
    ...(figures.length > 0 ? ['', ...tableOf(figures)] : []),
    ...(problems.length > 0 ? ['', ...problems] : []),
  ].join('\n');

const shown = (value: number, unit: Figure['unit']): string =>
  unit === 'calls' || value >= 100 ? value.toFixed(0) : value.toFixed(1);

const tableOf = (figures: readonly Figure[]): readonly string[] => {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures.map(({ least, median, most, unit, what }) => {
    const range =
      least === undefined || most === undefined
        ? ''
        : `   (${shown(least, unit)}–${shown(most, unit)})`;
    return `${what.padEnd(width)}  ${shown(median, unit).padStart(6)} ${unit.padEnd(5)}${range}`.trimEnd();
  });
};

import { parseArgs } from 'node:util';
import { ConfigError } from '../../../lib/config-error.js';
import { type ClientId, clientId, PATTERNS } from '../../../lib/wallet/ids.js';

/** Where the older rows are, and how they are read. */
export type Settings = {
  /** The field of `crm.lead` that says whose a row is, or one of the record that it points to: `partner_id.ref`. */
  readonly clientField: string;
  /** The part of it that is the client's id: the first group, or the whole match. */
  readonly clientPattern: RegExp | undefined;
  /** What the names of the rows begin with; kind and key follow. */
  readonly namePrefix: string;
  /** The field with the signed credits. */
  readonly deltaField: string;
  /** The kinds that are grants of a month. */
  readonly grantKinds: readonly string[];
  readonly countArchived: boolean;
  readonly only: ClientId | undefined;
  readonly dryRun: boolean;
};

/** @throws ConfigError for options that mean nothing */
export const settingsFrom = (args: readonly string[]): Settings => {
  const given = parsed(args);
  const clientField = given['client-field'];
  if (!clientField) {
    throw new ConfigError(
      '--client-field: is needed; the field of crm.lead that holds the id of the client, contact_name or partner_id.ref say',
    );
  }
  return {
    clientField,
    clientPattern: patternFrom(given['client-pattern']),
    namePrefix: given['name-prefix'],
    deltaField: given['delta-field'],
    grantKinds: given['grant-kind'],
    countArchived: given.archived,
    only: clientFrom(given.only),
    dryRun: given['dry-run'],
  };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'client-field': { type: 'string' },
        'client-pattern': { type: 'string' },
        'name-prefix': { type: 'string', default: 'CZ_SMCR|' },
        'delta-field': { type: 'string', default: 'expected_revenue' },
        'grant-kind': { type: 'string', multiple: true, default: ['grant'] },
        archived: { type: 'boolean', default: false },
        only: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
};

const patternFrom = (source: string | undefined): RegExp | undefined => {
  try {
    return source === undefined ? undefined : new RegExp(source, 'u');
  } catch (error) {
    throw new ConfigError(`--client-pattern: ${error instanceof Error ? error.message : error}`);
  }
};

const clientFrom = (id: string | undefined): ClientId | undefined => {
  if (id === undefined) return undefined;
  if (PATTERNS.clientId.test(id)) return clientId(id);
  throw new ConfigError(`--only: ${JSON.stringify(id)} is no client id (letters, digits, _ and -)`);
};

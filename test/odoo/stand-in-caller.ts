import xmlrpc from 'xmlrpc';
import { z } from 'zod';
import type { OdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';

/** Calls methods of a stand-in over XML-RPC, as anybody's client would. */
export type Caller = {
  /** With named arguments. A fault is thrown. */
  readonly call: (model: string, method: string, named?: object) => Promise<unknown>;
  readonly execute: (
    model: string,
    method: string,
    positional: readonly unknown[],
    named?: object,
  ) => Promise<unknown>;
  readonly load: (model: string, columns: string, ...rows: unknown[][]) => Promise<Loaded>;
  /** `search_read` with a domain and the names of fields. */
  readonly find: (
    model: string,
    domain: unknown[],
    fields: string,
    how?: object,
  ) => Promise<Record<string, unknown>[]>;
};

const loaded = z.object({
  ids: z.union([z.array(z.number()), z.literal(false)]),
  messages: z.array(z.looseObject({ type: z.string(), message: z.string() })),
  nextrow: z.number(),
});

export type Loaded = z.output<typeof loaded>;

const records = z.array(z.record(z.string(), z.unknown()));

export const callerOf = ({
  apiKey,
  db,
  uid,
  url,
}: Pick<OdooStandIn, 'apiKey' | 'db' | 'uid' | 'url'>): Caller => {
  const client = xmlrpc.createClient(`${url}/xmlrpc/2/object`);
  const execute: Caller['execute'] = (model, method, positional, named = {}) =>
    new Promise((resolve, reject) => {
      const params = [db, uid, apiKey, model, method, positional, named];
      client.methodCall('execute_kw', params, (error: unknown, value: unknown) =>
        error ? reject(error) : resolve(value),
      );
    });
  const call: Caller['call'] = (model, method, named) => execute(model, method, [], named);
  return {
    execute,
    call,
    load: async (model, columns, ...data) =>
      loaded.parse(await call(model, 'load', { fields: columns.split(' '), data })),
    find: async (model, domain, fields, how) =>
      records.parse(
        await call(model, 'search_read', { domain, fields: fields.split(' '), ...how }),
      ),
  };
};

export const adminOf = (odoo: OdooStandIn): Caller =>
  callerOf({ ...odoo, uid: odoo.admin.uid, apiKey: odoo.admin.password });

export const LEAD_MAY_NOT_CHANGE =
  "You are not allowed to modify 'Lead/Opportunity' (crm.lead) records.\n\nThis operation is allowed for the following groups:\n\t- Sales/Administrator\n\t- Sales/User: Own Documents Only\n\nContact your administrator to request access if necessary.";

export const COULD_NOT_SERIALIZE = 'could not serialize access due to concurrent update\n';

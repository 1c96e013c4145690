import { commanded } from './commands.js';
import { Transaction } from './database.js';
import { type Env, timestamp } from './env.js';
import { externalIdsOf, keepExternalId } from './external-id.js';
import type { Values } from './model.js';
import type { Works } from './perform.js';
import { create, unlink, write } from './records.js';
import { idOf, LEDGER_USER } from './seed.js';
import { groupsField } from './version.js';

/** A record as it is stored, with the external ids that stand for it. */
export type Shown = {
  readonly id: number;
  readonly externalIds: readonly string[];
  readonly values: Values;
};

/** What somebody with all rights does in Odoo's own pages, past every check that the API has. */
export type Operator = {
  /** All records, archived ones too, by their ids. */
  readonly rows: (model: string) => readonly Shown[];
  readonly add: (
    model: string,
    values: Readonly<Record<string, unknown>>,
    externalId?: string,
  ) => number;
  readonly edit: (model: string, id: number, values: Readonly<Record<string, unknown>>) => void;
  /** Deletes; their external ids are free again. */
  readonly remove: (model: string, ids: readonly number[]) => void;
  /** Of merged leads the oldest stays, and the others are deleted. */
  readonly mergeLeads: (ids: readonly number[]) => void;
  /** What pointed to the other partners, external ids among it, points to this one; they are deleted. */
  readonly mergePartners: (into: number, others: readonly number[]) => void;
  /** Gives the ledger's user a salesperson's rights, with which import overwrites; or takes them away again. */
  readonly letWrite: (may: boolean) => void;
};

export const operatorOf = (works: Works): Operator => {
  const { database } = works;
  const inTransaction = <Result>(work: (env: Env) => Result): Result => doAs(works, work);
  return {
    rows: (model) =>
      inTransaction((env) =>
        database.table(model).ids.map((id) => ({
          id,
          externalIds: externalIdsOf(env, model, id).map(({ values }) =>
            String(values['complete_name']),
          ),
          values: database.table(model).row(id)?.values ?? {},
        })),
      ),
    add: (model, values, externalId) =>
      inTransaction((env) => {
        const id = create(env, model, commanded(env, model, values));
        if (externalId) keepExternalId(env, externalId, model, id);
        return id;
      }),
    edit: (model, id, values) =>
      inTransaction((env) => write(env, model, [id], commanded(env, model, values, id))),
    remove: (model, ids) => inTransaction((env) => unlink(env, model, ids)),
    mergeLeads: (ids) => {
      const [, ...younger] = [...ids].sort((a, b) => a - b);
      inTransaction((env) => unlink(env, 'crm.lead', younger));
    },
    mergePartners: (into, others) =>
      inTransaction((env) => {
        for (const other of others) movePartner(env, other, into);
        unlink(env, 'res.partner', others);
      }),
    letWrite: (may) => inTransaction((env) => grantSales(env, may)),
  };
};

/** Work of Odoo's own, or of somebody who may do everything. */
export const doAs = <Result>(
  { database, journal, now, version }: Works,
  work: (env: Env) => Result,
): Result => {
  const transaction = new Transaction(database, database.commits);
  const env: Env = {
    database,
    transaction,
    version,
    uid: 1,
    su: true,
    context: {},
    now: timestamp(now()),
  };
  return database.transact(transaction, () => work(env), journal.keep);
};

const movePartner = (env: Env, from: number, into: number): void => {
  const { database, transaction } = env;
  for (const name of database.models) {
    const table = database.table(name);
    const pointing = Object.entries(table.model.fields)
      .filter(([, { relation, type }]) => type === 'many2one' && relation === 'res.partner')
      .map(([field]) => field);
    for (const id of pointing.length > 0 ? [...table.ids] : []) {
      const values = table.row(id)?.values ?? {};
      const moved = pointing.filter((field) => values[field] === from);
      if (moved.length === 0) continue;
      transaction.put(name, id, {
        ...values,
        ...Object.fromEntries(moved.map((field) => [field, into])),
      });
    }
  }
  for (const { id, values } of externalIdsOf(env, 'res.partner', from)) {
    transaction.put('ir.model.data', id, { ...values, res_id: into });
  }
};

const grantSales = (env: Env, may: boolean): void => {
  const [uid = 0] = env.database.table('res.users').idsWhere('login', LEDGER_USER);
  const sales = idOf(env, 'sales_team.group_sale_salesman');
  const commands = [[may ? 4 : 3, sales]];
  const field = groupsField(env.version);
  write(env, 'res.users', [uid], commanded(env, 'res.users', { [field]: commands }, uid));
};

import { isFalsy, NotConverted, type Reference, saysNo } from './cell.js';
import { asSuperuser, type Env } from './env.js';
import { notStoodIn } from './fault.js';
import type { Field, Value } from './model.js';
import { isPythonInteger } from './python-number.js';
import { recordOf } from './records.js';
import type { Reply } from './reply.js';
import { search } from './search.js';

/** The id of the record that is meant, or false for none. @throws NotConverted */
export const findRecord = (env: Env, field: Field, { columns }: Reference): Value => {
  if (columns.every(({ value }) => isFalsy(value))) return false;
  if (columns.some(({ by }) => !['', 'id', '.id'].includes(by))) {
    throw new NotConverted(
      'Can not create Many-To-One records indirectly, import the field separately',
      undefined,
      true,
    );
  }
  if (new Set(columns.map(({ by }) => by)).size > 1) {
    throw new NotConverted(
      `Ambiguous specification for field '${field.string}', only provide one of name, external id or database id`,
      undefined,
      true,
    );
  }
  const { by = '', value } = columns.at(-1) ?? {};
  if (field.type === 'many2many') return severalRecords(env, field, by, value);
  return oneRecord(env, field, by, value);
};

/** Several are parted by commas. */
const severalRecords = (env: Env, field: Field, by: string, value: unknown): Value =>
  String(value)
    .split(',')
    .flatMap((one) => {
      const id = oneRecord(env, field, by, one);
      return typeof id === 'number' ? [id] : [];
    });

const oneRecord = (env: Env, field: Field, by: string, value: unknown): number | false => {
  if ((by === 'id' || (by === '.id' && typeof value === 'string')) && saysNo(value)) return false;
  const id = FINDERS[by]?.(env, field, value);
  if (id !== undefined) return id;
  throw new NotConverted(
    `No matching record found for ${NAMES[by]} '${value}' in field '${field.string}'`,
    possibleValues(field, by),
  );
};

const NAMES: Readonly<Record<string, string>> = {
  '': 'name',
  id: 'external id',
  '.id': 'database id',
};

type Finder = (env: Env, field: Field, value: unknown) => number | undefined;

const byNumber: Finder = ({ database, transaction }, field, value) => {
  if (typeof value === 'string' && !isPythonInteger(value)) {
    throw new NotConverted(
      `Invalid database id '${value}' for the field '${field.string}'`,
      possibleValues(field, '.id'),
    );
  }
  const row = database.table(field.relation ?? '').row(Math.trunc(Number(value)));
  return row && !transaction.isUnseen(row) ? row.id : undefined;
};

const byExternalId: Finder = (env, { relation = '' }, value) => {
  const given = String(value);
  const { module = '__import__' } = env.context;
  const name = given.includes('.') ? given : `${module}.${given}`;
  const record = recordOf(env, name);
  // Odoo looks the number up in the other model's table, whose record it may be by chance.
  if (!record || !env.database.table(relation).row(record.id)) return undefined;
  if (record.model === relation) return record.id;
  throw new NotConverted(
    `Invalid external ID ${name}: expected model '${relation}', found '${record.model}'`,
    undefined,
    true,
  );
};

const byName: Finder = (env, { relation = '' }, value) => {
  if (!('name' in env.database.table(relation).model.fields))
    throw notStoodIn(`names of ${relation}`);
  const [row] = search(asSuperuser(env), relation, { domain: [['name', '=', value]], limit: 1 });
  return row?.id;
};

const FINDERS: Readonly<Record<string, Finder>> = {
  '': byName,
  id: byExternalId,
  '.id': byNumber,
};

/** The window in which Odoo's own import would show what there is to choose from. */
const possibleValues = ({ relation = '' }: Field, by: string): Reply => ({
  name: 'Possible Values',
  type: 'ir.actions.act_window',
  target: 'new',
  view_mode: 'list,form',
  views: [
    [false, 'list'],
    [false, 'form'],
  ],
  context: { create: false },
  help: 'See all possible values',
  ...(by === ''
    ? { res_model: relation }
    : { res_model: 'ir.model.data', domain: [['model', '=', relation]] }),
});

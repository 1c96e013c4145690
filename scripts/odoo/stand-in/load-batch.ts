import type { Env } from './env.js';
import { externalIdRow, keepExternalId, splitExternalId } from './external-id.js';
import { DatabaseRefusal, Fault, pythonError, validationError } from './fault.js';
import type { Values } from './model.js';
import { create, write } from './records.js';
import type { Reply } from './reply.js';

/** A remark on a row of an import. */
export type Message = { readonly type: 'error' | 'warning' } & { readonly [key: string]: Reply };

/** Converted rows of an import. */
export type Batch = readonly {
  /** Which row it was, as messages tell it. */
  readonly info: { readonly [key: string]: Reply };
  readonly externalId: string | undefined;
  readonly databaseId: number | undefined;
  readonly values: Values;
}[];

/** After so many rows that failed Odoo looks at no more. */
const MOST_ERRORS = 10;

/** Tries all rows at once; where that fails, one by one, to find out which are to blame. Answers with the ids. */
export const loadBatch = (
  env: Env,
  model: string,
  batch: Batch,
  messages: Message[],
): readonly number[] => {
  const { transaction } = env;
  const [first] = batch;
  if (!first) return [];
  let ofAll: Message | undefined;
  try {
    return transaction.savepoint(() => loadRecords(env, model, batch));
  } catch (error) {
    if (error instanceof Fault && error.code !== 1) {
      ofAll = { ...first.info, type: 'error', message: error.message };
    } else if (!(error instanceof Fault || error instanceof DatabaseRefusal)) throw error;
  }
  const own = oneByOne(env, model, batch);
  if (ofAll && own.errors > 0 && !own.messages.some((message) => isSame(message, ofAll))) {
    messages.unshift(ofAll);
  }
  messages.push(...own.messages);
  return own.ids;
};

const oneByOne = (env: Env, model: string, batch: Batch) => {
  const ids: number[] = [];
  const messages: Message[] = [];
  let errors = 0;
  for (const [at, row] of batch.entries()) {
    try {
      ids.push(...env.transaction.savepoint(() => loadRecords(env, model, [row])));
    } catch (error) {
      messages.push({ ...row.info, type: 'error', ...toldAs(error) });
      errors += 1;
    }
    if (errors >= MOST_ERRORS && errors >= (at + 1) / MOST_ERRORS) {
      messages.push({ type: 'warning', message: TOO_MANY });
      break;
    }
  }
  return { ids, messages, errors };
};

const TOO_MANY =
  'Found more than 10 errors and more than one error per 10 records, interrupted to avoid showing too many errors.';

const isSame = (a: Message, b: Message): boolean =>
  a['record'] === b['record'] && a['message'] === b['message'];

const toldAs = (error: unknown): { readonly [key: string]: Reply } => {
  if (error instanceof DatabaseRefusal) return error.told;
  if (!(error instanceof Fault)) throw error;
  if (error.code !== 1) return { message: error.message };
  return {
    message: `Unknown error during import: <class '${error.exception}'>: ${error.message}`,
    moreinfo: 'Resolve other errors first',
  };
};

/** Changes the records that are there, then makes the others. @throws Fault or DatabaseRefusal */
const loadRecords = (env: Env, model: string, batch: Batch): readonly number[] => {
  const names = batch.flatMap(({ externalId }) => externalId ?? []);
  if (new Set(names).size < names.length) throw affectedTwice();
  const rows = batch.map((row) => ({ row, existing: existingOf(env, model, row) }));
  for (const { existing, row } of rows) {
    if (existing !== undefined) write(env, model, [existing], row.values);
  }
  const ids = rows.map(({ existing, row }) => existing ?? create(env, model, row.values));
  for (const [at, { externalId }] of batch.entries()) {
    if (externalId) claim(env, externalId, model, ids[at] ?? 0);
  }
  return ids;
};

const existingOf = (
  env: Env,
  model: string,
  { databaseId, externalId }: Batch[number],
): number | undefined => {
  if (!externalId) return databaseId;
  const kept = externalIdRow(env, externalId);
  if (!kept || env.transaction.isUnseen(kept)) return undefined;
  const { model: other, res_id } = kept.values;
  if (other !== model) {
    throw validationError(
      `For external id ${externalId} when trying to create/update a record of model ${model} found record of different model ${other} (${kept.id})`,
    );
  }
  return typeof res_id === 'number' && env.database.table(model).row(res_id) ? res_id : undefined;
};

/**
 * Binds an external id to its record: the step that only one of concurrent transactions comes through, since the others
 * would have to change a row that they can't see.
 */
const claim = (env: Env, externalId: string, model: string, id: number): void => {
  const kept = externalIdRow(env, externalId);
  if (kept?.values['res_id'] === id) return;
  const [, name] = splitExternalId(externalId);
  if (name.includes(' ')) throw hasSpaces(env, externalId, model, id);
  if (kept) env.transaction.put('ir.model.data', kept.id, { ...kept.values, model, res_id: id });
  else keepExternalId(env, externalId, model, id);
};

/** One external id on two rows of a batch: PostgreSQL refuses it, and the rows are tried one after the other. */
const affectedTwice = () => {
  const message = 'ON CONFLICT DO UPDATE command cannot affect row a second time\n';
  return new DatabaseRefusal(
    'data',
    { message },
    pythonError('psycopg2.errors.CardinalityViolation', message),
  );
};

const hasSpaces = ({ database, now }: Env, externalId: string, model: string, id: number) => {
  const [module, name] = splitExternalId(externalId);
  const row = `${database.table('ir.model.data').nextId()}, null, ${now}, ${now}, null, ${id}, f, ${name}, ${module}, ${model}`;
  const message = `new row for relation "ir_model_data" violates check constraint "ir_model_data_name_nospaces"\nDETAIL:  Failing row contains (${row}).\n`;
  return new DatabaseRefusal(
    'integrity',
    { message },
    pythonError('psycopg2.errors.CheckViolation', message),
  );
};

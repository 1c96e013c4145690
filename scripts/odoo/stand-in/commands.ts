import { z } from 'zod';
import type { Env } from './env.js';
import { notStoodIn } from './fault.js';
import type { Value, Values } from './model.js';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null().transform(() => false)]);

const ids = z.array(z.int());

/** How Odoo is told to change a list of records: clear it, replace it, add one, take one away. */
const command = z.union([
  z.tuple([z.literal(6), z.unknown(), ids]),
  z.tuple([z.literal(5)]).rest(z.unknown()),
  z.tuple([z.literal(4), z.int()]).rest(z.unknown()),
  z.tuple([z.literal(3), z.int()]).rest(z.unknown()),
]);

/** Values as `create` and `write` get them; lists of records come as commands, or as plain ids. */
export const commanded = (
  { database }: Env,
  modelName: string,
  given: Readonly<Record<string, unknown>>,
  id?: number,
): Values => {
  const table = database.table(modelName);
  const before = id === undefined ? undefined : table.row(id)?.values;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      table.model.fields[name]?.type === 'many2many'
        ? carriedOut(listed(before?.[name]), value)
        : plainValue(name, value),
    ]),
  );
};

const plainValue = (name: string, value: unknown): Value => {
  const parsed = plain.safeParse(value);
  if (parsed.success) return parsed.data;
  throw notStoodIn(`the value ${JSON.stringify(value)} for ${name}`);
};

const listed = (value: Value | undefined): readonly number[] =>
  typeof value === 'object' ? value : [];

const carriedOut = (before: readonly number[], value: unknown): readonly number[] => {
  const whole = ids.safeParse(value);
  if (whole.success) return whole.data;
  const commands = z.array(command).safeParse(value);
  if (!commands.success) throw notStoodIn(`the commands ${JSON.stringify(value)}`);
  return commands.data.reduce(changed, before);
};

const changed = (list: readonly number[], given: z.output<typeof command>): readonly number[] => {
  switch (given[0]) {
    case 6:
      return given[2];
    case 5:
      return [];
    case 4:
      return [...new Set([...list, given[1]])];
    case 3:
      return list.filter((id) => id !== given[1]);
  }
};

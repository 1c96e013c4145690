import { z } from 'zod';
import { ConfigError } from '../../../lib/config-error.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';

/** What Odoo says of a field. */
export type Field = { readonly type: string; readonly relation?: string | undefined };

const described = z.record(
  z.string(),
  z.object({ type: z.string(), relation: z.string().optional() }),
);

/** @throws ConfigError, naming the option, for a field that is not there or may not be read */
export const readField = async (
  odoo: Odoo,
  model: string,
  name: string,
  option: string,
): Promise<Field> => {
  const answer = await odoo.read(model, 'fields_get', {
    allfields: [name],
    attributes: ['type', 'relation'],
  });
  const field = described.parse(answer)[name];
  if (field) return field;
  throw new ConfigError(`${option}: ${model} has no field ${name} that this user may read`);
};

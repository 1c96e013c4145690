import { z } from 'zod';
import type { Odoo } from './odoo.js';

const metadata = z.array(
  z.object({ id: z.int(), xmlids: z.array(z.object({ xmlid: z.string() })) }),
);

/** The external ids of records. No search finds them; whoever may read the records is told them. */
export const readExternalIds = async (
  odoo: Odoo,
  model: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> => {
  if (ids.length === 0) return new Map();
  const found = metadata.parse(await odoo.read(model, 'get_metadata', { ids }));
  return new Map(found.map(({ id, xmlids }) => [id, xmlids.map(({ xmlid }) => xmlid)]));
};

import { z } from 'zod';
import type { Change } from '../../../scripts/odoo/stand-in/database.js';
import type { Move, NewRow } from '../tables.js';
import type { Document } from '../terms.js';

/** What became durable in one transaction: entries of wallets, and versions of the registry. */
export type Committed = {
  readonly moves: readonly Move[];
  readonly publications: readonly { readonly version: number; readonly document: Document }[];
};

const entry = z.looseObject({
  tenant_id: z.string(),
  client_id: z.string(),
  seq: z.int(),
  name: z.string(),
  ref: z.string().optional(),
  hash: z.string(),
  wallet: z.unknown().optional(),
});

const publication = z.object({
  number: z.int(),
  content: z.object({ document: z.custom<Document>() }),
});

/** Reads what a transaction left in the table of leads. */
export const committedRows = (changes: readonly Change[]): Committed => {
  const moves = new Map<string, { key: string; stored: string; rows: NewRow[] }>();
  const publications: { version: number; document: Document }[] = [];
  for (const [model, , values] of changes) {
    if (model !== 'crm.lead' || !values) continue;
    const json: unknown = JSON.parse(String(values['referred']));
    if (String(values['name']).startsWith('CZ_SMCR|registry|')) {
      const { content, number } = publication.parse(json);
      publications.push({ version: number, document: content.document });
      continue;
    }
    const { wallet, ...row } = entry.parse(json);
    const { client_id, hash, name, ref, seq, tenant_id } = row;
    const key = `${tenant_id}:${client_id}`;
    const rows = moves.get(key)?.rows ?? [];
    rows.push({ seq, name, ref, text: JSON.stringify(row) });
    moves.set(key, { key, rows, stored: JSON.stringify({ wallet, headHash: hash }) });
  }
  return { moves: [...moves.values()], publications };
};

import { z } from 'zod';
import type { TenantId } from '../../wallet/ids.js';
import { StorageConflict } from '../commit-batch.js';
import { leadOfDocument, storedRowOf } from './lead.js';
import {
  type DocumentKind,
  documentExternalId,
  documentName,
  tenantExternalId,
  tenantRef,
} from './names.js';
import { type Odoo, OdooUnreachable } from './odoo.js';
import { ensurePartners, loadLeads, searchLeads } from './rows.js';

/** A numbered document of a tenant's, kept as a row that moves no credits: a registry version, a checkpoint. */
export type NumberedDocument = { readonly number: number; readonly content: unknown };

/** The documents of one kind, each number once. They lie with a partner of their own, apart from all wallets. */
export type Documents = {
  readonly latest: () => Promise<NumberedDocument | undefined>;
  readonly numbered: (number: number) => Promise<NumberedDocument | undefined>;
  /** Answers false when the number is taken already. */
  readonly add: (document: NumberedDocument) => Promise<boolean>;
};

export const documentsIn = (odoo: Odoo, tenantId: TenantId, kind: DocumentKind): Documents => {
  const find = async (limit: number, ...names: readonly string[]) => {
    const rows = await searchLeads(
      odoo,
      [['partner_id.ref', '=', tenantRef(tenantId)], ...namedOf(kind, names)],
      { order: 'id desc', limit },
    );
    return rows.map((row) => document.parse(storedRowOf(row)));
  };
  const numbered = async (number: number) => {
    const [found] = await find(1, documentName(kind, number));
    return found;
  };
  return {
    numbered,
    latest: async () => {
      // Two that were added at the same time may lie the other way round.
      const newest = await find(10);
      return newest.reduce<NumberedDocument | undefined>(
        (last, each) => (last && last.number > each.number ? last : each),
        undefined,
      );
    },
    add: async (added) => {
      const partner = tenantExternalId(tenantId);
      const row = leadOfDocument({
        externalId: documentExternalId(tenantId, kind, added.number),
        name: documentName(kind, added.number),
        partner,
        json: added,
      });
      const there = await ensurePartners(odoo, [
        { externalId: partner, name: `CZ Credits ${tenantId}`, ref: tenantRef(tenantId) },
      ]);
      if (!there) throw new StorageConflict(`somebody else is making the partner of ${tenantId}`);
      try {
        return 'ids' in (await loadLeads(odoo, [row]));
      } catch (error) {
        // It may have arrived all the same; whose it is shows when it is read.
        if (error instanceof OdooUnreachable && (await isStored(numbered, added))) return true;
        throw error;
      }
    },
  };
};

const isStored = async (numbered: Documents['numbered'], added: NumberedDocument) => {
  const found = await numbered(added.number).catch(() => undefined);
  return found !== undefined && JSON.stringify(found) === JSON.stringify(added);
};

/** Two names, because one alone takes an index that is slow at a million rows. */
const namedOf = (kind: DocumentKind, names: readonly string[]) =>
  names.length > 0
    ? [['name', 'in', [...names, documentName(kind, 0)]] as const]
    : [['name', '=like', `CZ\\_SMCR|${kind}|%`] as const];

const document = z.object({ number: z.int(), content: z.unknown() });

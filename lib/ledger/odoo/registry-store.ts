import { z } from 'zod';
import { registryDocument } from '../../registry/document.js';
import type { Publication, RegistryStore } from '../../registry/registry.js';
import type { TenantId } from '../../wallet/ids.js';
import { storedInstant } from '../entry-row.js';
import { documentsIn, type NumberedDocument } from './documents.js';
import type { Odoo } from './odoo.js';
import { reached } from './reached.js';

const schema = z.object({
  document: registryDocument,
  publishedAt: storedInstant,
  author: z.string(),
  note: z.string().optional(),
});

/** Versions of the registry as rows, `CZ_SMCR|registry|<version>`. */
export const odooRegistryStore = (odoo: Odoo): RegistryStore => {
  const versions = (tenantId: TenantId) => documentsIn(odoo, tenantId, 'registry');
  return {
    latest: async (tenantId) => publicationFrom(await reached(versions(tenantId).latest())),
    version: async (tenantId, version) =>
      publicationFrom(await reached(versions(tenantId).numbered(version))),
    publish: (tenantId, { version, ...content }) =>
      reached(versions(tenantId).add({ number: version, content })),
  };
};

const publicationFrom = (found: NumberedDocument | undefined): Publication | undefined => {
  if (!found) return undefined;
  const { note, ...publication } = schema.parse(found.content);
  return { version: found.number, ...publication, ...(note !== undefined && { note }) };
};

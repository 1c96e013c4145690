import { z } from 'zod';
import { registryDocument } from '../../registry/document.js';
import type { Publication, RegistryStore } from '../../registry/registry.js';
import { storedInstant } from '../entry-row.js';
import type { Db, Row, Statement, Values } from './db.js';
import { reached } from './reached.js';

/** Named, not `*`: a connection keeps statements prepared, and a migration may add a column meanwhile. */
const COLUMNS = 'version, document, published_at, author, note';

const LATEST: Statement = {
  name: 'cz_registry_latest',
  text: `SELECT ${COLUMNS} FROM registry_versions WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1`,
};

const VERSION: Statement = {
  name: 'cz_registry_version',
  text: `SELECT ${COLUMNS} FROM registry_versions WHERE tenant_id = $1 AND version = $2::bigint`,
};

const PUBLISH: Statement = {
  name: 'cz_registry_publish',
  text: `INSERT INTO registry_versions (tenant_id, version, document, published_at, author, note)
         VALUES ($1, $2::bigint, $3::jsonb, $4::timestamptz, $5, $6)
         ON CONFLICT DO NOTHING RETURNING version`,
};

const schema = z
  .object({
    version: z.int().min(1),
    document: registryDocument,
    published_at: storedInstant,
    author: z.string(),
    note: z.string().nullable(),
  })
  .transform(
    ({ published_at, note, ...row }): Publication => ({
      ...row,
      publishedAt: published_at,
      ...(note !== null && { note }),
    }),
  );

export const postgresRegistryStore = (db: Db): RegistryStore => {
  const ask = (statement: Statement, values: Values): Promise<readonly Row[]> =>
    reached(db.query(statement, values));
  const one = async (statement: Statement, values: Values) => {
    const [row] = await ask(statement, values);
    return row && schema.parse(row);
  };
  return {
    latest: (tenantId) => one(LATEST, [tenantId]),
    version: (tenantId, version) => one(VERSION, [tenantId, version]),
    publish: async (tenantId, { author, document, note, publishedAt, version }) => {
      const json = JSON.stringify(document);
      const values = [tenantId, version, json, publishedAt, author, note ?? null];
      return (await ask(PUBLISH, values)).length === 1;
    },
  };
};

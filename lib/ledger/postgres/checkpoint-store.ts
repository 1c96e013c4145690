import { storedInstant } from '../entry-row.js';
import {
  type CheckpointStore,
  checkpointFrom,
  storedCheckpoint,
} from '../verification/checkpoint.js';
import type { Db, Statement } from './db.js';
import { reached } from './reached.js';

const LATEST: Statement = {
  name: 'cz_checkpoint_latest',
  text: 'SELECT document FROM ledger_checkpoints WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1',
};

const LAST_AT: Statement = {
  name: 'cz_checkpoint_last_at',
  text: `SELECT document->>'at' AS at FROM ledger_checkpoints WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1`,
};

const ADD: Statement = {
  name: 'cz_checkpoint_add',
  text: `INSERT INTO ledger_checkpoints (tenant_id, number, document) VALUES ($1, $2::bigint, $3::json)
         ON CONFLICT DO NOTHING RETURNING number`,
};

export const postgresCheckpointStore = (db: Db): CheckpointStore => ({
  latest: async (tenantId) => {
    const [row] = await reached(db.query(LATEST, [tenantId]));
    return row && checkpointFrom(row['document']);
  },
  lastAt: async (tenantId) => {
    const [row] = await reached(db.query(LAST_AT, [tenantId]));
    return row && storedInstant.parse(row['at']);
  },
  add: async (checkpoint) => {
    const json = JSON.stringify(storedCheckpoint(checkpoint));
    const rows = await reached(db.query(ADD, [checkpoint.tenantId, checkpoint.number, json]));
    return rows.length === 1;
  },
});

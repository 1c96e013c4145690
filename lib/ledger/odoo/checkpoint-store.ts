import { z } from 'zod';
import type { TenantId } from '../../wallet/ids.js';
import { storedInstant } from '../entry-row.js';
import {
  type CheckpointStore,
  checkpointFrom,
  storedCheckpoint,
} from '../verification/checkpoint.js';
import { documentsIn } from './documents.js';
import type { Odoo } from './odoo.js';
import { reached } from './reached.js';

/** Checkpoints as rows, `CZ_SMCR|checkpoint|<number>`. */
export const odooCheckpointStore = (odoo: Odoo): CheckpointStore => {
  const checkpoints = (tenantId: TenantId) => documentsIn(odoo, tenantId, 'checkpoint');
  return {
    latest: async (tenantId) => {
      const found = await reached(checkpoints(tenantId).latest());
      return found && checkpointFrom(found.content);
    },
    lastAt: async (tenantId) => {
      const found = await reached(checkpoints(tenantId).latest());
      return found && made.parse(found.content).at;
    },
    add: (checkpoint) =>
      reached(
        checkpoints(checkpoint.tenantId).add({
          number: checkpoint.number,
          content: storedCheckpoint(checkpoint),
        }),
      ),
  };
};

const made = z.object({ at: storedInstant });

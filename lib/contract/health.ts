import { z } from 'zod';
import { backlog } from './sync.js';

export const healthAnswer = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  ledger: z.enum(['embedded', 'postgres', 'odoo']),
  version: z.string(),
  checks: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['ok', 'warning', 'failed']),
      detail: z.string().optional(),
    }),
  ),
  mirror: backlog.optional().describe('For operators, where Odoo mirrors the ledger.'),
});

export type HealthAnswer = z.input<typeof healthAnswer>;

import { z } from 'zod';

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
});

export type HealthAnswer = z.input<typeof healthAnswer>;

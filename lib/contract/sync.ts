import { z } from 'zod';

/** How far a mirror is behind the ledger. */
export const backlog = z
  .object({
    lag: z.int().describe('Entries that the mirror lacks.'),
    walletsBehind: z.int(),
    waitingSeconds: z
      .int()
      .describe('For how long the wallet that waits longest has not come further.'),
    walletsSetAside: z.int(),
    setAside: z
      .array(
        z.object({
          clientId: z.string(),
          seq: z.int().describe('The first entry that the mirror lacks.'),
          reason: z.string(),
          attempts: z.int(),
          retryAt: z.iso.datetime(),
        }),
      )
      .describe('Up to 20 of these wallets. No other waits for them.'),
    failure: z.string().optional().describe('Why the mirror took nothing the last time.'),
  })
  .meta({ id: 'Backlog' });

export type BacklogView = z.input<typeof backlog>;

export const syncAnswer = backlog.extend({
  mirror: z.enum(['odoo', 'none']),
  carried: z.int().describe('Entries that the mirror has now and had not before.'),
  checkpoint: z
    .object({
      number: z.int(),
      at: z.iso.datetime(),
      wallets: z.int(),
      entries: z.int(),
      root: z.string().describe('SHA-256 of how far every wallet has come.'),
      publicKey: z.string().optional(),
      signature: z.string().optional().describe('Ed25519; like the key in base64url.'),
    })
    .optional()
    .describe(
      'What the ledger has come to. Keep it where nobody can change it who could change the ledger.',
    ),
  missing: z
    .array(z.object({ clientId: z.string(), seq: z.int(), found: z.int() }))
    .describe(
      'Wallets that ended at `seq` when the checkpoint before was made, and end at `found` now.',
    ),
});

export type SyncAnswer = z.input<typeof syncAnswer>;

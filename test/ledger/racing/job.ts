import { z } from 'zod';

const debit = z.object({ client: z.string(), key: z.string(), quantity: z.int() });

const odoo = z.object({
  url: z.string(),
  db: z.string(),
  username: z.string(),
  apiKey: z.string(),
  uid: z.int().exactOptional(),
  transport: z.enum(['xmlrpc', 'json2']),
});

/** Where the ledger is kept that the processes share. */
const storage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('postgres'), url: z.string(), mirror: odoo.exactOptional() }),
  z.object({ kind: z.literal('odoo'), odoo }),
]);

/** What a worker process is told to do, as a line of JSON. */
export const job = z.object({
  storage,
  tenant: z.string(),
  catalog: z.object({ askPrice: z.int(), monthlyGrant: z.int(), softCap: z.int() }),
  /** `submit`: each list is one caller, who sends one after another. `batch`: each list goes as it is. */
  via: z.enum(['submit', 'batch']),
  lists: z.array(z.array(debit)),
});

/** One line of a worker's output, written when the ledger has answered. */
export const answer = z.object({
  client: z.string(),
  key: z.string(),
  outcome: z.enum(['committed', 'replayed', 'refused', 'unavailable', 'broken']),
  eventId: z.string().optional(),
  detail: z.string().optional(),
});

export type Storage = z.infer<typeof storage>;
export type Job = z.infer<typeof job>;
export type Debit = z.infer<typeof debit>;
export type Answer = z.infer<typeof answer>;

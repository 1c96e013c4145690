import { z } from 'zod';
import { KINDS } from '../wallet/entry-name.js';
import * as ids from '../wallet/ids.js';
import { clientId, entry, moment, paging } from './common.js';

const BY = ['traceId', 'key', 'stripeId', 'clientId'] as const;

export const entriesQuery = z
  .strictObject({
    traceId: z
      .string()
      .regex(ids.PATTERNS.traceId, 'is 32 lower-case hex digits, not all of them 0')
      .transform(ids.traceId)
      .optional()
      .describe('Of a request: what `x-trace-id` said.'),
    key: z
      .string()
      .regex(/^[\x20-\x7e]{1,300}$/, 'is 1 to 300 printable ASCII characters')
      .optional()
      .describe(
        'An idempotency key, of any kind of entry; or a whole name, `CZ_SMCR|debit|<key>`.',
      ),
    stripeId: z
      .string()
      .regex(
        /^(cs|pi|ch|py|re|pyr|dp|du|sub|in|cus|evt)_[A-Za-z0-9_]{1,250}$/,
        'is an id of Stripe: cs_…, pi_…, ch_…, re_…, dp_…, du_…, sub_…, in_…, cus_… or evt_…',
      )
      .optional()
      .describe(
        'Of a payment: its top-up and what went back of it. Of a subscription: its changes of plan.',
      ),
    clientId: clientId.optional(),
    kind: z.enum(KINDS).optional(),
    from: moment.optional().describe('The first moment.'),
    to: moment.optional().describe('The first moment after it.'),
    ...paging,
  })
  .refine((query) => BY.some((name) => query[name] !== undefined), {
    path: ['traceId'],
    message: `give at least one of ${BY.join(', ')}`,
  });

export const entriesAnswer = z.object({
  entries: z.array(entry).describe('The newest first.'),
  next: z.string().optional().describe('The next page: send it as `after`. Absent at the end.'),
});

export type EntriesAnswer = z.input<typeof entriesAnswer>;

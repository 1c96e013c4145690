import { z } from 'zod';
import { clientId, moment, paging } from './common.js';

const fate = z.enum(['handled', 'ignored', 'refused', 'failed']);
const time = z.iso.datetime();

export const webhookEventsQuery = z.strictObject({
  fate: fate.optional(),
  object: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'is the id of an object of Stripe')
    .optional()
    .describe('What the event tells of: `cs_…`, `re_…`, `in_…`'),
  event: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'is the id of an event of Stripe')
    .optional(),
  clientId: clientId.optional(),
  from: moment.optional().describe('First seen at that moment or later.'),
  to: moment.optional().describe('First seen before that moment.'),
  ...paging,
});

export const webhookEventsAnswer = z.object({
  events: z
    .array(
      z.object({
        eventId: z.string(),
        type: z.string(),
        objectId: z.string(),
        clientId: z.string().optional(),
        fate: fate.describe(
          'What became of it the last time. `refused` needs somebody to look; `failed` comes again.',
        ),
        reason: z.string().optional(),
        traceId: z.string().describe('Of the last delivery; the log has it.'),
        occurredAt: time,
        firstSeenAt: time,
        lastSeenAt: time,
        deliveries: z.int(),
      }),
    )
    .describe('Those that were first seen last come first.'),
  next: z.string().optional().describe('The next page: send it as `after`. Absent at the end.'),
});

export type WebhookEventsAnswer = z.input<typeof webhookEventsAnswer>;

import { z } from 'zod';
import { clientId, limit, moment, wholeNumber } from './common.js';

const word = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'is 1 to 200 printable characters');

export const auditQuery = z.strictObject({
  who: word.optional().describe("A person's Clerk id, `machine`, or `reader`."),
  doing: word.optional().describe('`adjustment.post`, `entries.search` …'),
  clientId: clientId.optional().describe('Whose wallet it was about.'),
  from: moment.optional().describe('The first moment.'),
  to: moment.optional().describe('The first moment after it.'),
  limit,
  before: wholeNumber.pipe(z.int().min(1)).optional().describe('Those numbered below.'),
});

export const auditAnswer = z.object({
  accesses: z
    .array(
      z.object({
        seq: z.int().describe('1, 2, 3 … without gap.'),
        at: z.iso.datetime(),
        who: z.string(),
        doing: z.string(),
        request: z.string().describe('Method, path and query, as they were sent.'),
        clientId: z.string().optional(),
        status: z.int(),
        traceId: z.string(),
      }),
    )
    .describe('The newest first.'),
  next: z.int().optional().describe('The next page: send it as `before`. Absent at the end.'),
});

export type AuditAnswer = z.input<typeof auditAnswer>;

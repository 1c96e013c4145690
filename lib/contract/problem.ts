import { z } from 'zod';

/** Any error, as RFC 9457 has it; beside these members, those that a client needs to act on this code. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    traceId: z.string(),
  })
  .meta({ id: 'Problem' });

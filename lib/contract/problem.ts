import { z } from 'zod';
import { pack } from './common.js';
import { syncAnswer } from './sync.js';

/** What every error has, as RFC 9457 names it. */
const common = {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  traceId: z.string(),
};

const members = <Code extends string, Shape extends z.ZodRawShape>(code: Code, shape: Shape) =>
  z.object({ ...common, code: z.literal(code), ...shape });

const credits = z.int();

/** Any error: `code` says which it is and, with that, which members there are to act on. */
export const problem = z
  .discriminatedUnion('code', [
    members('insufficient_credits', {
      required: credits,
      available: credits,
      shortfall: credits,
      topUp: z
        .object({ href: z.string(), packs: z.array(pack) })
        .optional()
        .describe('Where credits are bought, for whom that is a way out.'),
    }),
    members('limit_exceeded', {
      limit: z.string(),
      most: z.int(),
      resetsAt: z.iso.datetime(),
    }),
    members('forbidden', { reason: z.string().optional() }),
    members('plan_not_self_service', { planId: z.string() }),
    members('not_found', { version: z.int().optional().describe('Of the registry.') }),
    members('unknown_action', { actionId: z.string() }),
    members('unknown_plan', { planId: z.string() }),
    members('unknown_pack', { packId: z.string() }),
    members('unknown_session', { sessionId: z.string() }),
    members('unknown_hold', { holdKey: z.string() }),
    members('unknown_debit', { debitKey: z.string() }),
    members('idempotency_key_reused', {
      idempotencyKey: z.string().optional(),
      adopted: z.literal(true).optional().describe('By older code, in rows that were taken over.'),
    }),
    members('hold_settled', { holdKey: z.string() }),
    members('reversal_exceeds_debit', {
      debitKey: z.string(),
      reversible: credits.describe('What is left of the debit.'),
    }),
    members('version_conflict', { currentVersion: z.int() }),
    members('payment_mismatch', {
      planId: z.string().optional(),
      packId: z.string().optional(),
      sessionId: z.string().optional(),
    }),
    members('too_much', { command: z.string().describe('Answers what is too much here.') }),
    members('invalid_request', {
      issues: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
    members('upstream_failed', syncAnswer.omit({ failure: true }).partial().shape),
    z.object({
      ...common,
      code: z.enum([
        'malformed_json',
        'invalid_signature',
        'unauthenticated',
        'method_not_allowed',
        'payload_too_large',
        'rate_limited',
        'internal',
        'not_configured',
        'ledger_unavailable',
      ]),
    }),
  ])
  .meta({ id: 'Problem' });

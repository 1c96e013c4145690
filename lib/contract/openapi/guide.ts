/** What readers of the API's description have to know before any single operation. */

/** Whom an operation is for, in the order in which they are listed. */
export const TAGS = [
  {
    name: 'Credits',
    description:
      'What pages and backends of a product call: prices, balance, debits, plan, statement.',
  },
  { name: 'Payments', description: 'Packs and plans that are paid for, through Stripe.' },
  {
    name: 'Operators',
    description:
      'What people and machines that run this service call. Every call is in the audit trail.',
  },
  { name: 'Machines', description: 'What schedulers and monitors call.' },
];

/** Every code of an error, its status, and what its caller does. A test holds it to the codes that are answered. */
export const ERRORS: Readonly<Record<string, readonly [status: number, advice: string]>> = {
  malformed_json: [400, 'Send JSON.'],
  invalid_signature: [400, 'Sign with the secret of this webhook endpoint.'],
  unauthenticated: [401, 'Sign in, or take a fresh token.'],
  insufficient_credits: [402, 'Show `topUp`; the same key may succeed afterwards.'],
  limit_exceeded: [402, 'Settle an open hold first.'],
  forbidden: [403, 'This caller may not; `detail` says who may.'],
  plan_not_self_service: [403, 'Ask an operator for this plan.'],
  not_found: [404, 'Look at the path.'],
  unknown_action: [404, 'Take an action of `GET /api/credits-matrix`.'],
  unknown_plan: [404, 'Take a plan of `GET /api/credits-matrix`.'],
  unknown_pack: [404, 'Take a pack of `GET /api/credits-matrix`.'],
  unknown_session: [404, 'Confirm a payment of this client.'],
  unknown_hold: [404, 'Name a hold of this wallet.'],
  unknown_debit: [404, 'Name a debit or capture of this wallet.'],
  method_not_allowed: [405, 'Take a method that `allow` lists.'],
  idempotency_key_reused: [409, 'Repeat the first request as it was, or take a new key.'],
  hold_settled: [409, 'Nothing: the hold was captured or released already.'],
  reversal_exceeds_debit: [409, 'Reverse at most what is left.'],
  version_conflict: [409, 'Read the registry again, and publish on `currentVersion`.'],
  payment_mismatch: [409, 'Ask an operator: what was paid is not what was ordered.'],
  payload_too_large: [413, 'Send less than 64 KiB.'],
  too_much: [422, 'Ask for less, or run what `detail` names.'],
  invalid_request: [422, 'Correct what `issues` names.'],
  rate_limited: [429, 'Wait as long as `retry-after` says.'],
  internal: [500, 'Try again with the same key; report the `traceId`.'],
  upstream_failed: [502, 'Try again with the same key.'],
  not_configured: [503, 'Ask an operator: this is not set up here.'],
  ledger_unavailable: [503, 'Try again with the same key, after `retry-after`.'],
};

const table = Object.entries(ERRORS)
  .map(([code, [status, advice]]) => `| ${status} | \`${code}\` | ${advice} |`)
  .join('\n');

export const GUIDE = `Subscriptions grant credits every month, packs add to them, actions take them. Every movement is an
entry in a ledger that is only ever added to.

## Who is calling

| Who | Sends |
|---|---|
| A signed-in person | \`Authorization: Bearer …\`, a session token of Clerk |
| A product's backend | \`x-service-secret\`, and \`clientId\` for whom |
| An operator | a session token of somebody who is one, or \`x-cz-registry-admin\` |

## Amounts, times, limits

Credits are whole numbers. Money is \`{ "amountMinor": 600, "currency": "eur" }\`, in the smallest unit of its currency. Times are RFC 3339 in
UTC, and months are calendar months in UTC. Members that a request does not know are refused, so that a typing error costs nothing.

## Keys: charge once

Everything that writes takes an \`idempotencyKey\` of the caller's, in the body or as the header \`Idempotency-Key\`. Sent again, the same
request is answered with the same entry, and \`idempotency-replayed: true\`. So after a timeout: send it again, with the same key. Derive the key from
the work (\`report-4711\`), not from chance, and no retry can charge twice. A refusal is not remembered: after a top-up the same key may succeed.

## Errors

Errors are \`application/problem+json\` (RFC 9457). \`code\` is for programs, \`detail\` says to people what to do, \`traceId\` finds the request in
log and ledger; it is in the header \`x-trace-id\` of every answer, too.

| Status | Code | What to do |
|---|---|---|
${table}
`;

/** Who may call, and with what. */
export const SECURITY = {
  session: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A session token of Clerk. At a local server `npm run -s dev:token -- ada` prints one.',
  },
  service: {
    type: 'apiKey',
    in: 'header',
    name: 'x-service-secret',
    description: "A product's backend, of CZ_SERVICE_SECRETS. Never in a browser of a client's.",
  },
  admin: {
    type: 'apiKey',
    in: 'header',
    name: 'x-cz-registry-admin',
    description:
      'A machine of an operator, of CZ_REGISTRY_ADMIN_SECRET, or one that only looks, of CZ_ADMIN_READ_SECRET.',
  },
  cron: {
    type: 'http',
    scheme: 'bearer',
    description: 'The scheduler of the platform, with CRON_SECRET.',
  },
};

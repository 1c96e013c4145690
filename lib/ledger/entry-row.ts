import { z } from 'zod';
import { credits, microEuro } from '../wallet/credits.js';
import { KINDS, writtenEntryName } from '../wallet/entry-name.js';
import { actionId, clientId, productId, tenantId, traceId } from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';
import type { Entry } from './entry.js';
import { chained, type Hash, hash } from './hash-chain.js';
import { type StoredEvent, storedEvent, walletEvent } from './stored-event.js';

/**
 * The stored form of an entry, the same in every ledger and export, and what its hash is taken of: all members but the
 * hash itself, those that are absent left out.
 */
export type EntryRow = {
  readonly event_id: string;
  readonly tenant_id: string;
  readonly client_id: string;
  readonly seq: number;
  readonly kind: string;
  readonly name: string;
  readonly product: string | undefined;
  readonly action_id: string | undefined;
  readonly quantity: number | undefined;
  readonly credits_delta: number;
  readonly shortfall: number;
  readonly estimated_cost_micro_eur: number | undefined;
  readonly credit_value_micro_eur: number | undefined;
  readonly idempotency_key: string;
  readonly input_hash: string;
  readonly trace_id: string;
  readonly actor: string;
  readonly ref: string | undefined;
  readonly registry_version: number;
  readonly event: StoredEvent;
  readonly balance_after: number;
  readonly granted_after: number;
  readonly purchased_after: number;
  readonly held_after: number;
  readonly created_at: string;
};

export const entryRow = (entry: Omit<Entry, 'hash'>): EntryRow => ({
  event_id: entry.eventId,
  tenant_id: entry.tenantId,
  client_id: entry.clientId,
  seq: entry.seq,
  kind: entry.kind,
  name: entry.name,
  product: entry.product,
  action_id: entry.actionId,
  quantity: entry.quantity,
  credits_delta: entry.creditsDelta,
  shortfall: entry.shortfall,
  estimated_cost_micro_eur: entry.estimatedCost,
  credit_value_micro_eur: entry.creditValue,
  idempotency_key: entry.idempotencyKey,
  input_hash: entry.inputHash,
  trace_id: entry.traceId,
  actor: entry.actor,
  ref: entry.ref,
  registry_version: entry.registryVersion,
  event: storedEvent(entry.event),
  balance_after: entry.balanceAfter,
  granted_after: entry.grantedAfter,
  purchased_after: entry.purchasedAfter,
  held_after: entry.heldAfter,
  created_at: entry.createdAt,
});

const aCredits = z.int().transform(credits);
const aHash = z.string().transform(hash);

/** A time as a driver or as JSON gives it. */
export const storedInstant = z.union([
  z.date().transform((date) => instant(date.getTime())),
  z.iso.datetime({ offset: true }).transform(instant),
]);

const schema = z
  .object({
    event_id: z.string(),
    tenant_id: z.string().transform(tenantId),
    client_id: z.string().transform(clientId),
    seq: z.int().min(1),
    kind: z.enum(KINDS),
    name: z.string().transform(writtenEntryName),
    product: z.string().transform(productId).nullish(),
    action_id: z.string().transform(actionId).nullish(),
    quantity: z.int().nullish(),
    credits_delta: aCredits,
    shortfall: aCredits,
    estimated_cost_micro_eur: z.int().transform(microEuro).nullish(),
    credit_value_micro_eur: z.int().transform(microEuro).nullish(),
    idempotency_key: z.string(),
    input_hash: aHash,
    trace_id: z.string().transform(traceId),
    actor: z.string(),
    ref: z.string().transform(writtenEntryName).nullish(),
    registry_version: z.int(),
    event: walletEvent,
    balance_after: aCredits,
    granted_after: aCredits,
    purchased_after: aCredits,
    held_after: aCredits,
    created_at: storedInstant,
    hash: aHash,
  })
  .transform(
    (row): Entry => ({
      eventId: row.event_id,
      tenantId: row.tenant_id,
      clientId: row.client_id,
      seq: row.seq,
      kind: row.kind,
      name: row.name,
      ...(row.product != null && { product: row.product }),
      ...(row.action_id != null && { actionId: row.action_id }),
      ...(row.quantity != null && { quantity: row.quantity }),
      creditsDelta: row.credits_delta,
      shortfall: row.shortfall,
      ...(row.estimated_cost_micro_eur != null && { estimatedCost: row.estimated_cost_micro_eur }),
      ...(row.credit_value_micro_eur != null && { creditValue: row.credit_value_micro_eur }),
      idempotencyKey: row.idempotency_key,
      inputHash: row.input_hash,
      traceId: row.trace_id,
      actor: row.actor,
      ...(row.ref != null && { ref: row.ref }),
      registryVersion: row.registry_version,
      event: row.event,
      balanceAfter: row.balance_after,
      grantedAfter: row.granted_after,
      purchasedAfter: row.purchased_after,
      heldAfter: row.held_after,
      createdAt: row.created_at,
      hash: row.hash,
    }),
  );

/** Reads a stored row back. Throws a ZodError that names the member when the row is not an entry. */
export const entryFromRow = (row: unknown): Entry => schema.parse(row);

/** The hash that an entry must have, from what it says and the hash of the one before. */
export const expectedHash = (entry: Omit<Entry, 'hash'>, previous: Hash): Hash =>
  chained(previous, entryRow(entry));

import type { EntryView } from '../contract/common.js';
import type { Entry } from '../ledger/entry.js';
import type { WalletEvent } from '../wallet/event.js';
import { euros } from './euros.js';

/** What an event holds for the books only, or what the entry says elsewhere already. */
const NOT_SHOWN = [
  'type',
  'at',
  'key',
  'keys',
  'debit',
  'payment',
  'product',
  'actionId',
  'quantity',
  'shortfall',
  'registryVersion',
  'estimatedCost',
  'estimatedCostPerUnit',
  'creditValue',
  'grantedMonth',
  'grantedForMonth',
];

/** What the provider calls a subscription is of use to those who look it up there. */
const withoutProvidersId = (event: WalletEvent) => {
  if (event.type !== 'PlanChanged' || !event.subscription) return {};
  const { id, ...subscription } = event.subscription;
  return { subscription };
};

/** An entry as the API shows it. What an action costs us is nothing that its users see. */
export const showEntry = (entry: Entry, { toUser }: { readonly toUser: boolean }): EntryView => ({
  ...Object.fromEntries(
    Object.entries(entry.event).filter(([member]) => !NOT_SHOWN.includes(member)),
  ),
  ...(toUser && withoutProvidersId(entry.event)),
  eventId: entry.eventId,
  seq: entry.seq,
  kind: entry.kind,
  name: entry.name,
  tenantId: entry.tenantId,
  clientId: entry.clientId,
  actor: entry.actor,
  ...(entry.product && { product: entry.product }),
  ...(entry.actionId && { actionId: entry.actionId }),
  ...(entry.quantity !== undefined && { quantity: entry.quantity }),
  creditsDelta: entry.creditsDelta,
  balanceAfter: entry.balanceAfter,
  ...(entry.shortfall > 0 && { shortfall: entry.shortfall }),
  ...(entry.estimatedCost !== undefined &&
    !toUser && { estimatedCostEur: euros(BigInt(entry.estimatedCost)) }),
  idempotencyKey: entry.idempotencyKey,
  traceId: entry.traceId,
  registryVersion: entry.registryVersion,
  ...(entry.ref && { ref: entry.ref }),
  createdAt: entry.createdAt,
  hash: entry.hash,
});

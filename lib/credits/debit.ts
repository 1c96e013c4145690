import type { DebitItem } from '../contract/debit.js';
import type { Entry } from '../ledger/entry.js';
import { meaningHash } from '../ledger/hash-chain.js';
import type { Outcome } from '../ledger/ledger.js';
import { spelling } from '../registry/action-names.js';
import type { Registry } from '../registry/registry.js';
import { assertNever } from '../wallet/brand.js';
import { forbiddenProduct } from '../wallet/charge.js';
import { type Command, meaningOf } from '../wallet/command.js';
import type { Refusal } from '../wallet/decision.js';
import type { TraceId } from '../wallet/ids.js';
import type { Credits, Party } from './app.js';

/** The entry that a debit ended in, or why there is none. */
export type Debited =
  | { readonly entry: Entry; readonly replayed: boolean; readonly dryRun: boolean }
  | { readonly refusal: Refusal };

/** Debits, holds, captures, releases or reverses. The same key and meaning end in the same entry, whenever they come. */
export const debit = async (
  app: Credits,
  { actor, walletId }: Party,
  item: DebitItem,
  traceId: TraceId,
): Promise<Debited> => {
  const registry = await app.registry.current();
  const command = { ...commandOf(item, app, registry), actor, at: app.now() };
  const dryRun = item.dryRun ?? false;
  const outcome = await app.submit({ walletId, command, traceId, dryRun });
  const debited = debitedBy(await readAgain(outcome, item, command, app), dryRun);
  if ('refusal' in debited) return { refusal: asCalled(debited.refusal, item) };
  const { product } = debited.entry;
  const forbidden = product && forbiddenProduct(actor, product);
  return forbidden ? { refusal: forbidden } : debited;
};

type Unaddressed<C> = C extends Command ? Omit<C, 'actor' | 'at'> : never;

const commandOf = (
  item: DebitItem,
  { enforce }: Credits,
  registry: Registry,
): Unaddressed<Command> => {
  const key = item.idempotencyKey;
  switch (item.mode) {
    case 'debit':
      return {
        type: 'DebitCredits',
        key,
        enforce,
        actionId: canonical(item.actionId, registry),
        quantity: item.quantity,
      };
    case 'hold':
      return {
        type: 'PlaceHold',
        key,
        enforce,
        actionId: canonical(item.actionId, registry),
        quantity: item.quantity,
        expiresInSeconds: item.expiresInSeconds,
      };
    case 'capture': {
      const { holdKey, quantity } = item;
      return { type: 'CaptureHold', key, enforce, holdKey, ...(quantity && { quantity }) };
    }
    case 'release':
      return { type: 'ReleaseHold', key, holdKey: item.holdKey };
    case 'reverse': {
      const { credits, debitKey, debitKind, reason } = item;
      return {
        type: 'ReverseDebit',
        key,
        debitKey,
        reason,
        ...(debitKind && { debitKind }),
        ...(credits && { credits }),
      };
    }
    default:
      return assertNever(item);
  }
};

/** The id by which the registry knows an action; of a name that it does not know (any more), the plain spelling. */
const canonical = (name: string, registry: Registry): string =>
  registry.actionNamed(name) ?? spelling(name);

/**
 * A key that seems to be reused may only be spelled by a name that the registry has given up since. It is read again as
 * it was read the first time, with the version that the first entry was written under.
 */
const readAgain = async (
  outcome: Outcome,
  item: DebitItem,
  command: Command,
  app: Credits,
): Promise<Outcome> => {
  if (outcome.outcome !== 'refused' || !outcome.prior || !('actionId' in item)) return outcome;
  const { prior } = outcome;
  const registry = await app.registry.version(prior.registryVersion);
  const actionId = registry?.actionNamed(item.actionId);
  if (!actionId) return outcome;
  const meaning = { ...meaningOf(command), actionId };
  return meaningHash(meaning) === prior.inputHash ? { outcome: 'replayed', entry: prior } : outcome;
};

const debitedBy = (outcome: Outcome, dryRun: boolean): Debited => {
  switch (outcome.outcome) {
    case 'committed':
    case 'previewed':
      return { entry: outcome.entry, replayed: false, dryRun };
    case 'replayed':
      return { entry: outcome.entry, replayed: true, dryRun };
    case 'refused':
      return { refusal: outcome.refusal };
    case 'unchanged':
      throw new Error('a debit always ends in an entry');
    default:
      return assertNever(outcome);
  }
};

/** A refusal names an action as the caller did. */
const asCalled = (refusal: Refusal, item: DebitItem): Refusal =>
  refusal.code === 'unknown_action' && 'actionId' in item
    ? { ...refusal, actionId: item.actionId }
    : refusal;

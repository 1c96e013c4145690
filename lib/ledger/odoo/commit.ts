import { kindsOf, referencesOf } from '../../wallet/command.js';
import { entryName } from '../../wallet/entry-name.js';
import { StorageConflict, StorageUnreachable, type TryBatch } from '../commit-batch.js';
import { type WalletInBatch, walletInBatch } from '../decide-batch.js';
import type { Outcome, Submission } from '../ledger.js';
import { isComplete, type KnownWallet, type KnownWallets } from './known-wallets.js';
import { leadOfEntry } from './lead.js';
import { walletRef } from './names.js';
import { type Odoo, OdooUnreachable } from './odoo.js';
import { type Lookup, readWallets } from './read-wallets.js';
import { ensurePartners, loadLeads, partnerOf } from './rows.js';
import { submissionsByWallet } from './submissions-by-wallet.js';

/**
 * One try at a batch: one call where all that is needed is known, else one more to read it. Nothing is locked: each
 * wallet's rows go out under the numbers behind its head, and Odoo takes them only if nobody else has these numbers.
 */
export const tryBatchOn =
  (odoo: Odoo, known: KnownWallets): TryBatch =>
  async (submissions, decide, sent) => {
    const lookups = lookupsOf(submissions);
    const at = new Map<string, KnownWallet>();
    const isFresh = new Set<string>();
    const read = async (wanted: readonly Lookup[]) => {
      if (wanted.length === 0) return;
      const wallets = await readWallets(odoo, wanted, (id) => known.get(id)).catch(unreachable);
      for (const [ref, wallet] of wallets) {
        known.keep(wallet);
        at.set(ref, wallet);
        isFresh.add(ref);
      }
    };
    for (const { walletId } of lookups) {
      const wallet = known.get(walletId);
      if (wallet && isComplete(wallet) && known.trusts(walletId))
        at.set(walletRef(walletId), wallet);
    }
    await read(lookups.filter(({ walletId }) => !at.has(walletRef(walletId))));

    for (;;) {
      const loaded = new Map([...at].map(([ref, wallet]) => [ref, inBatch(wallet)]));
      const outcomes = submissions.map((submission) => {
        const wallet = loaded.get(walletRef(submission.walletId));
        if (!wallet) throw new Error('a wallet of the batch was not loaded');
        return decide(submission, wallet);
      });
      const unproven = new Set(unprovenBy(submissions, outcomes, loaded));
      const heads = new Map(at);
      await read(
        lookups.filter(({ walletId }) => {
          const ref = walletRef(walletId);
          return unproven.has(ref) && !isFresh.has(ref);
        }),
      );
      if ([...at].some(([ref, { headRow }]) => headRow !== heads.get(ref)?.headRow)) continue;
      await write(odoo, known, at, loaded, sent);
      return outcomes;
    }
  };

/**
 * The wallets whose answers rest on what was known of them alone: nothing goes out that would prove it right. The entry
 * that a repetition is answered with can't have changed.
 */
const unprovenBy = (
  submissions: readonly Submission[],
  outcomes: readonly Outcome[],
  loaded: ReadonlyMap<string, WalletInBatch>,
): readonly string[] =>
  submissions.flatMap(({ walletId }, index) => {
    const ref = walletRef(walletId);
    const outcome = outcomes[index]?.outcome;
    const isProven = outcome === 'committed' || outcome === 'replayed';
    return isProven || loaded.get(ref)?.appended.length !== 0 ? [] : [ref];
  });

const inBatch = ({ entries, stored, walletId }: KnownWallet): WalletInBatch => {
  const wallet = walletInBatch(walletId, stored);
  for (const [name, entry] of entries) wallet.entries.set(name, entry);
  return wallet;
};

const write = async (
  odoo: Odoo,
  known: KnownWallets,
  at: ReadonlyMap<string, KnownWallet>,
  loaded: ReadonlyMap<string, WalletInBatch>,
  sent: (eventId: string) => void,
): Promise<void> => {
  const moved = [...loaded.values()].filter(({ appended }) => appended.length > 0);
  if (moved.length === 0) return;
  try {
    const partners = await partnersOf(odoo, at, moved);
    const rows = moved.flatMap(({ appended, wallet }) =>
      appended.map((entry) => leadOfEntry(entry, entry === appended.at(-1) ? wallet : undefined)),
    );
    for (const { appended } of moved) for (const { eventId } of appended) sent(eventId);
    const result = await loadLeads(odoo, rows);
    if ('refused' in result) throw new StorageConflict(result.refused);
    keepWritten(known, partners, moved, result.ids);
  } catch (error) {
    for (const { walletId } of moved) known.distrust(walletId);
    return unreachable(error);
  }
};

/** The partners of the wallets, by ref; those of wallets without an entry are made. */
const partnersOf = async (
  odoo: Odoo,
  at: ReadonlyMap<string, KnownWallet>,
  moved: readonly WalletInBatch[],
): Promise<ReadonlyMap<string, number>> => {
  const there = [...at].flatMap(([ref, { partner }]) =>
    partner > 0 ? [[ref, partner] as const] : [],
  );
  const missing = moved
    .map(({ walletId }) => partnerOf(walletId))
    .filter(({ ref }) => !at.get(ref)?.partner);
  const made = missing.length > 0 ? await ensurePartners(odoo, missing) : new Map();
  if (!made) throw new StorageConflict('somebody else is opening the same wallet');
  return new Map([...there, ...made]);
};

/** What was written is known now, under the ids that it got. */
const keepWritten = (
  known: KnownWallets,
  partners: ReadonlyMap<string, number>,
  moved: readonly WalletInBatch[],
  ids: readonly number[],
): void => {
  let written = 0;
  for (const { appended, entries, headHash, wallet, walletId } of moved) {
    written += appended.length;
    const headRow = ids[written - 1];
    const partner = partners.get(walletRef(walletId)) ?? 0;
    if (!wallet || headRow === undefined) throw new Error('Odoo told fewer ids than it took rows');
    known.keep({ walletId, stored: { wallet, headHash }, headRow, partner, entries });
  }
};

const unreachable = (error: unknown): never => {
  if (error instanceof OdooUnreachable) throw new StorageUnreachable(error.message);
  throw error;
};

/** What each wallet of the batch has to be looked up for: the keys of its commands, and what these refer to. */
const lookupsOf = (submissions: readonly Submission[]): readonly Lookup[] =>
  submissionsByWallet(submissions).map(([walletId, of]) => ({
    walletId,
    names: of.flatMap(({ command }) =>
      kindsOf(command).map((kind) => entryName(kind, command.key)),
    ),
    references: of.flatMap(({ command }) => referencesOf(command)),
  }));

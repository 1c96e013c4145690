import type { EntryName } from '../../wallet/entry-name.js';
import { fold } from '../../wallet/evolve.js';
import type { WalletId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import type { StoredWallet } from '../ledger.js';
import { isComplete, type KnownWallet } from './known-wallets.js';
import { entryOfLead, type Lead, snapshotOf } from './lead.js';
import { NO_NAME, walletRef } from './names.js';
import type { Odoo } from './odoo.js';
import { searchEntries, WITH_ENTRY } from './own-rows.js';
import { allOf, anyOf, countLeads, type Domain } from './rows.js';

/** What a batch has to know of a wallet beside its head: the entries of these names, and those that refer to some. */
export type Lookup = {
  readonly walletId: WalletId;
  readonly names: readonly EntryName[];
  readonly references: readonly EntryName[];
};

const PAGE = 1_000;

/** Wallets by their refs, as they are now, with the entries that were looked for. */
export type Read = ReadonlyMap<string, KnownWallet>;

/** Reads wallets: from where they were known, or from nothing. One call, as long as little is new. */
export const readWallets = async (
  odoo: Odoo,
  lookups: readonly Lookup[],
  known: (walletId: WalletId) => KnownWallet | undefined,
): Promise<Read> => {
  const seen: Seen[] = [];
  const unseen: Lookup[] = [];
  for (const lookup of lookups) {
    const before = known(lookup.walletId);
    if (before?.stored) seen.push({ lookup, before });
    else unseen.push(lookup);
  }
  const [fromBefore, fromNothing] = await Promise.all([
    seen.length > 0 ? readSince(odoo, seen) : new Map(),
    unseen.length > 0 ? readUnseen(odoo, unseen) : new Map(),
  ]);
  return new Map([...fromBefore, ...fromNothing]);
};

type Seen = { readonly lookup: Lookup; readonly before: KnownWallet };

/** Only what came after the head that was known; and, where not all entries are at hand, those that are needed. */
const readSince = async (odoo: Odoo, seen: readonly Seen[]): Promise<Read> => {
  const terms = seen.map(({ before, lookup }) => {
    const newer: Domain = [['id', '>', before.headRow]];
    const wanted = isComplete(before) ? newer : anyOf(newer, ...wantedOf(lookup));
    return allOf([['partner_id', '=', before.partner]], wanted);
  });
  const wanted = seen.flatMap(({ lookup }) => wantedOf(lookup));
  const page = { order: 'id desc', limit: PAGE } as const;
  const rows = await searchEntries(odoo, anyOf(...terms), page, wanted);
  if (rows.length === PAGE)
    return readUnseen(
      odoo,
      seen.map(({ lookup }) => lookup),
    );
  const byWallet = rowsByWallet(rows);
  const read = await Promise.all(
    seen.map(({ before, lookup }) =>
      known(odoo, lookup.walletId, byWallet.get(walletRef(lookup.walletId)) ?? [], before),
    ),
  );
  return byRef(read);
};

/**
 * The newest rows of all of them: for wallets with a short history that is all there is. The others are asked for their
 * heads, where these were not among them, and for the keys that matter.
 */
const readUnseen = async (odoo: Odoo, lookups: readonly Lookup[]): Promise<Read> => {
  const ours: Domain = [
    ['partner_id.ref', 'in', lookups.map(({ walletId }) => walletRef(walletId))],
  ];
  const limit = 40 + 8 * lookups.length;
  const wanted = lookups.flatMap(wantedOf);
  const rows = [...(await searchEntries(odoo, ours, { order: 'id desc', limit }, wanted))];
  if (rows.length === limit) {
    const seen = new Set(rowsByWallet(rows).keys());
    const heads = lookups.every(({ walletId }) => seen.has(walletRef(walletId)))
      ? []
      : (await countLeads(odoo, allOf(ours, WITH_ENTRY))).map(({ head }) => head);
    const missing = allOf(ours, anyOf([['id', 'in', heads]], ...wanted));
    rows.push(...(await searchEntries(odoo, missing, { order: 'id desc' }, wanted)));
  }
  const byWallet = rowsByWallet(rows);
  const read = await Promise.all(
    lookups.map(({ walletId }) => known(odoo, walletId, byWallet.get(walletRef(walletId)) ?? [])),
  );
  return byRef(read);
};

const wantedOf = ({ names, references }: Lookup): readonly Domain[] => [
  [['name', 'in', [...names, ...references, NO_NAME]]],
  ...(references.length > 0 ? [[['contact_name', 'in', [...references, NO_NAME]]] as const] : []),
];

export type Row = { readonly lead: Lead; readonly entry: Entry };

/** Each wallet's rows, every one once. A row says itself whose it is. */
const rowsByWallet = (leads: readonly Lead[]): ReadonlyMap<string, readonly Row[]> => {
  const byWallet = new Map<string, Row[]>();
  for (const lead of new Map(leads.map((each) => [each.id, each])).values()) {
    const entry = entryOfLead(lead);
    const ref = walletRef(entry);
    const rows = byWallet.get(ref) ?? [];
    byWallet.set(ref, rows);
    rows.push({ lead, entry });
  }
  return byWallet;
};

/**
 * The wallet with these rows, on top of what was known of it before. Its head is the row with the highest number, not the
 * one that came last: somebody may have duplicated a row in Odoo.
 */
const known = async (
  odoo: Odoo,
  walletId: WalletId,
  rows: readonly Row[],
  before?: KnownWallet,
): Promise<KnownWallet> => {
  const sorted = [...rows].sort((a, b) => a.entry.seq - b.entry.seq || b.lead.id - a.lead.id);
  const entries = new Map([
    ...(before?.entries ?? []),
    ...sorted.map(({ entry }) => [entry.name, entry] as const),
  ]);
  const head = sorted.at(-1);
  if (!head || head.entry.seq <= (before?.stored?.wallet.version ?? 0)) {
    return before ? { ...before, entries } : { ...NOTHING, walletId, entries };
  }
  const stored = await storedIn(odoo, head);
  return { walletId, stored, headRow: head.lead.id, partner: head.lead.partner_id ?? 0, entries };
};

const NOTHING = { stored: undefined, headRow: 0, partner: 0 };

/** The wallet as its last row left it. A row that was carried here from another ledger has no snapshot. */
export const storedIn = async (odoo: Odoo, { entry, lead }: Row): Promise<StoredWallet> => {
  const wallet = snapshotOf(lead) ?? (await foldedUpTo(odoo, lead));
  if (wallet.version !== entry.seq) {
    throw new Error(`${entry.name} of ${entry.clientId} carries a wallet of another number`);
  }
  return { wallet, headHash: entry.hash };
};

const foldedUpTo = async (odoo: Odoo, head: Lead) => {
  let wallet: ReturnType<typeof fold>;
  for await (const { entry } of rowsOf(odoo, head.partner_id ?? 0, head.id)) {
    const isDuplicate = entry.seq <= (wallet?.version ?? 0);
    if (!isDuplicate) wallet = fold([entry.event], wallet);
  }
  if (!wallet) throw new Error(`the row ${head.id} in Odoo belongs to no wallet`);
  return wallet;
};

/** All rows of a partner up to one, oldest first, in pages. */
async function* rowsOf(odoo: Odoo, partner: number, upTo: number): AsyncIterable<Row> {
  for (let after = 0; after < upTo; ) {
    const page = await searchEntries(
      odoo,
      [
        ['partner_id', '=', partner],
        ['id', '>', after],
        ['id', '<=', upTo],
      ],
      { order: 'id', limit: PAGE },
    );
    for (const lead of page) yield { lead, entry: entryOfLead(lead) };
    after = page.length < PAGE ? upTo : (page.at(-1)?.id ?? upTo);
  }
}

const byRef = (wallets: readonly KnownWallet[]): Read =>
  new Map(wallets.map((wallet) => [walletRef(wallet.walletId), wallet]));

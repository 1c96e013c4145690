import type { OwnStatementAnswer } from '../contract/statement.js';
import type { Entry } from '../ledger/entry.js';
import type { RegistryDocument } from '../registry/document.js';
import { ClientMonth } from '../statement/client-statement.js';
import { periodOf, statusOf } from '../statement/month.js';
import { type Names, sentenceOf } from '../statement/sentence.js';
import type { WalletId } from '../wallet/ids.js';
import type { Month } from '../wallet/month.js';
import type { Credits } from './app.js';

/** Entries of the month behind a number, at most so many. */
type Page = { readonly after: number; readonly limit: number };

/**
 * The month of one wallet for its client: what came and went, why, and what the cap kept back, oldest first. A wallet to which
 * nothing was written by then has a statement of zeros.
 */
export const ownStatement = async (
  app: Credits,
  walletId: WalletId,
  month: Month,
  page: Page,
): Promise<OwnStatementAnswer> => {
  const period = periodOf(month);
  const client = new ClientMonth(walletId.clientId);
  const { movements } = await app.reports();
  for await (const movement of movements.of({ ...walletId, period })) client.add(movement);
  const { entries: count, granted, keptBack, purchased, span, total } = client.end();
  const entries = span ? await entriesIn(app, walletId, span, page) : [];
  const last = entries.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER;
  return {
    ...walletId,
    month,
    ...period,
    status: statusOf(month, app.now()),
    granted,
    purchased,
    total,
    keptBack,
    entries: await Promise.all(entries.map((entry) => shown(app, entry))),
    count,
    nextAfter: span && last < span.last ? last : null,
  };
};

/** Numbers have no gap: which entries a page has is known before it is read. */
const entriesIn = async (
  app: Credits,
  walletId: WalletId,
  span: { readonly first: number; readonly last: number },
  { after, limit }: Page,
): Promise<readonly Entry[]> => {
  const first = Math.max(span.first, after + 1);
  const last = Math.min(span.last, first + limit - 1);
  if (last < first) return [];
  const { entries } = await app.ledger.read(walletId, {
    limit: last - first + 1,
    before: last + 1,
  });
  return entries.toReversed();
};

const shown = async (
  { registry }: Credits,
  entry: Entry,
): Promise<OwnStatementAnswer['entries'][number]> => {
  const { balanceAfter, createdAt, creditsDelta, event, grantedAfter, kind, purchasedAfter, seq } =
    entry;
  const names = namesIn((await registry.version(entry.registryVersion))?.document);
  const keptBack = 'keptBack' in event ? event.keptBack : 0;
  return {
    seq,
    at: createdAt,
    kind,
    what: sentenceOf(event, names),
    creditsDelta,
    ...(keptBack > 0 && { keptBack }),
    grantedAfter,
    purchasedAfter,
    balanceAfter,
  };
};

/** Names as they were in the version that the entry rests on: a later one calls nothing otherwise. What has none goes by its id. */
const namesIn = (document: RegistryDocument | undefined): Names => ({
  action: (id) => document?.actions.find(({ actionId }) => actionId === id)?.name ?? id,
  plan: (id) => document?.plans.find(({ planId }) => planId === id)?.name ?? id,
  pack: (id) => document?.packs.find(({ packId }) => packId === id)?.name ?? id,
});

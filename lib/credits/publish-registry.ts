import type { PublishPreview } from '../contract/registry.js';
import { LedgerUnavailable } from '../ledger/ledger.js';
import type { Reports } from '../ledger/reports/reports.js';
import { differences } from '../registry/differences.js';
import type { RegistryDocument } from '../registry/document.js';
import { type Registry, registryOf } from '../registry/registry.js';
import type { Credits } from './app.js';
import { type Issue, issuesWith } from './check-publication.js';
import { rateUsage } from './rate-usage.js';

/** What publishing works with. */
export type Publisher = Pick<Credits, 'now' | 'registry' | 'tenantId'> & {
  readonly reports: () => Promise<Pick<Reports, 'findInUse' | 'usage'>>;
};

/** A document that is to take the place of version `expectedVersion`. */
export type Proposal = {
  readonly expectedVersion: number;
  readonly document: RegistryDocument;
  readonly author: string;
  readonly note?: string | undefined;
};

/** `stale`: another version is the last one by now. */
export type NotPublished =
  | { readonly outcome: 'stale'; readonly current: Registry }
  | { readonly outcome: 'not valid'; readonly issues: readonly Issue[] };

export type Published = {
  readonly outcome: 'published';
  readonly registry: Registry;
};

/**
 * Publishes the next version, if nobody else has since the one that is expected: of several who try, one does.
 * @throws LedgerUnavailable where somebody was in the way who did not come to an end either.
 */
export const publishRegistry = async (
  app: Publisher,
  proposal: Proposal,
): Promise<Published | NotPublished> => {
  const current = await app.registry.latest();
  if (current.version !== proposal.expectedVersion) return { outcome: 'stale', current };
  const issues = await issuesWith(app, current, proposal.document);
  if (issues.length > 0) return { outcome: 'not valid', issues };
  const registry = await app.registry.publish(contentOf(proposal));
  if (registry) return { outcome: 'published', registry };
  const theirs = await app.registry.latest();
  if (theirs.version === proposal.expectedVersion) {
    throw new LedgerUnavailable('whoever was publishing at the same time did not do it either');
  }
  return { outcome: 'stale', current: theirs };
};

/** What publishing would change, and what the usage of the last whole month would have cost under it. Writes nothing. */
export const previewRegistry = async (
  app: Publisher,
  proposal: Proposal,
): Promise<{ readonly outcome: 'previewed'; readonly preview: PublishPreview } | NotPublished> => {
  const current = await app.registry.latest();
  if (current.version !== proposal.expectedVersion) {
    return { outcome: 'stale', current };
  }
  const issues = await issuesWith(app, current, proposal.document);
  if (issues.length > 0) return { outcome: 'not valid', issues };
  const candidate = registryOf({ ...contentOf(proposal), publishedAt: app.now() });
  const preview: PublishPreview = {
    dryRun: true,
    ledgerWrites: false,
    version: candidate.version,
    diff: [...differences(current.document, candidate.document)],
    shadowRating: await rateUsage(app, candidate),
  };
  return { outcome: 'previewed', preview };
};

const contentOf = ({ author, document, expectedVersion, note }: Proposal) => ({
  version: expectedVersion + 1,
  document,
  author,
  ...(note !== undefined && { note }),
});

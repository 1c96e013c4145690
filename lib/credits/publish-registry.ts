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
  /** Whether it may have been sent before: then one's own publication is no conflict. */
  readonly isRepeatable: boolean;
};

/** `stale`: another version is the last one by now. */
export type NotPublished =
  | { readonly outcome: 'stale'; readonly currentVersion: number }
  | { readonly outcome: 'not valid'; readonly issues: readonly Issue[] };

export type Published = {
  readonly outcome: 'published';
  readonly registry: Registry;
  /** It was published before, by the same request. */
  readonly replayed: boolean;
};

/**
 * Publishes the next version, if nobody else has since the one that is expected: of several who try, one does. A repeatable
 * one is answered as the first time to whoever did not hear that.
 */
export const publishRegistry = async (
  app: Publisher,
  proposal: Proposal,
): Promise<Published | NotPublished> => {
  const current = await app.registry.latest();
  if (current.version !== proposal.expectedVersion) return publishedBefore(app, proposal);
  const issues = await issuesWith(app, current, proposal.document);
  if (issues.length > 0) return { outcome: 'not valid', issues };
  const registry = await app.registry.publish(contentOf(proposal));
  if (registry) return { outcome: 'published', registry, replayed: false };
  const found = await publishedBefore(app, proposal);
  if (found.outcome === 'stale' && found.currentVersion === proposal.expectedVersion) {
    throw new LedgerUnavailable('whoever was publishing at the same time did not do it either');
  }
  return found;
};

/** What publishing would change, and what the usage of the last whole month would have cost under it. Writes nothing. */
export const previewRegistry = async (
  app: Publisher,
  proposal: Proposal,
): Promise<{ readonly outcome: 'previewed'; readonly preview: PublishPreview } | NotPublished> => {
  const current = await app.registry.latest();
  if (current.version !== proposal.expectedVersion) {
    return { outcome: 'stale', currentVersion: current.version };
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

/** The version that followed the expected one, if it was published by the same words. */
const publishedBefore = async (
  app: Publisher,
  proposal: Proposal,
): Promise<Published | NotPublished> => {
  const { author, document, note, version } = contentOf(proposal);
  const registry = proposal.isRepeatable ? await app.registry.version(version) : undefined;
  const isOwn =
    registry?.author === author &&
    registry.note === note &&
    differences(registry.document, document).length === 0;
  if (isOwn) return { outcome: 'published', registry, replayed: true };
  const { version: currentVersion } = await app.registry.latest();
  return { outcome: 'stale', currentVersion };
};

import {
  type PublishRequest,
  publishQuery,
  publishRequest,
  type RegistryQuery,
  registryQuery,
} from '../../contract/registry.js';
import {
  type NotPublished,
  type Proposal,
  type Publisher,
  previewRegistry,
  publishRegistry,
} from '../../credits/publish-registry.js';
import { showHistory, showRegistry } from '../../credits/show-registry.js';
import { invalid } from '../body.js';
import type { Caller } from '../caller.js';
import { Problem } from '../problem.js';
import { type Answer, get, post, type Route } from '../route.js';

/** A thousand actions take about a third of it. */
const MOST_BYTES = 1024 * 1024;

/** The registry with all that it says, what things cost us included: the last version, an older one, or what was published. */
export const getRegistry: Route<Publisher> = get({
  admits: { may: 'read', doing: 'registry.read' },
  query: registryQuery,
  handle: async ({ app, query }) => {
    if (query.history) return { status: 200, body: await showHistory(app, query) };
    return readVersion(app, query);
  },
});

const readVersion = async (
  { registry }: Publisher,
  { version }: RegistryQuery,
): Promise<Answer | Problem> => {
  const found = await (version === undefined ? registry.latest() : registry.version(version));
  return found ? { status: 200, body: showRegistry(found) } : unknownVersion(version);
};

const unknownVersion = (version: number | undefined): Problem =>
  new Problem('not_found', `no version ${version} of the registry was published`, { version });

/** Publishes the next version, or says what it would change. */
export const postRegistry: Route<Publisher> = post({
  admits: { may: 'publish', doing: 'registry.publish' },
  query: publishQuery,
  body: publishRequest,
  mostBytes: MOST_BYTES,
  handle: async ({ app, body, caller, query }) => {
    const proposal = await proposalOf(app, body, caller);
    if (proposal instanceof Problem) return proposal;
    if (!query.dryRun) return publish(app, proposal);
    const previewed = await previewRegistry(app, proposal);
    return previewed.outcome === 'previewed'
      ? { status: 200, body: previewed.preview }
      : notPublished(previewed);
  },
});

const publish = async (app: Publisher, proposal: Proposal): Promise<Answer | Problem> => {
  const published = await publishRegistry(app, proposal);
  if (published.outcome !== 'published') return notPublished(published);
  const headers = { 'idempotency-replayed': 'false' };
  return { status: 201, body: showRegistry(published.registry), headers };
};

const proposalOf = async (
  { registry: versions }: Publisher,
  { author: named, expectedVersion, note, registry, rollBackTo }: PublishRequest,
  caller: Caller,
): Promise<Proposal | Problem> => {
  const author = authorOf(caller, named);
  if (author instanceof Problem) return author;
  const document = registry ?? (await versions.version(rollBackTo ?? 0))?.document;
  if (!document) return unknownVersion(rollBackTo);
  return { expectedVersion, document, author, note };
};

/** A person publishes as nobody else. A machine says for whom it does, as far as it knows. */
const authorOf = (caller: Caller, named: string | undefined): string | Problem => {
  if (caller.kind === 'admin') return named ?? caller.who;
  if (caller.kind !== 'user') return new Problem('forbidden', 'this is for operators');
  if (named === undefined || named === caller.clientId) return caller.clientId;
  return new Problem('forbidden', 'you publish under your own id: leave author out');
};

const notPublished = (why: NotPublished): Problem => {
  if (why.outcome === 'not valid') return invalid(why.issues);
  const { version: currentVersion, author } = why.current;
  const detail = `version ${currentVersion}, of ${author}, is the last one: read it, put your change into it, and send that`;
  return new Problem('version_conflict', detail, { currentVersion });
};

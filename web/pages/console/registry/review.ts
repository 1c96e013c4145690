import { answerOf, type Problem, type Schemas } from '../../../api/api.js';
import { startConflict } from './conflict.js';
import { addressOf, type Desk, go, type Registry, reset } from './desk.js';
import { isSame } from './draft.js';
import { issuesOf } from './issues.js';
import { keptDraft } from './kept-draft.js';
import { type Issue, isSendable, unreadable } from './members.js';
import { isPreview, isRegistry, readVersion } from './versions.js';

/** What is about to be published: the draft, or once more what an older version was. */
export type Review = {
  readonly rollBackTo: number | undefined;
  note: string;
  step:
    | { readonly name: 'asking' }
    | {
        readonly name: 'previewed' | 'publishing';
        readonly preview: Schemas['RegistryPreview'];
        /** What was asked about, so that nothing else is published. */
        readonly body: Schemas['PublishRequest'];
      }
    | { readonly name: 'refused'; readonly problem: Problem }
    | { readonly name: 'wrong'; readonly issues: readonly Issue[] };
};

/** Asks what publishing would change. Nothing is published. */
export const startReview = async (desk: Desk, rollBackTo?: number): Promise<void> => {
  const note = desk.review?.rollBackTo === rollBackTo ? (desk.review?.note ?? '') : '';
  const review: Review = { rollBackTo, note, step: { name: 'asking' } };
  desk.review = review;
  desk.said = undefined;
  go(desk, 'review', rollBackTo);
  const body = requestOf(desk, review);
  if (!body) {
    desk.issues = unreadable(desk.draft.document);
    settle(desk, review, { name: 'wrong', issues: desk.issues });
    return;
  }
  const { api, signal } = desk.given;
  const answer = await answerOf(
    api.POST('/api/action-registry-admin', {
      params: { query: { dryRun: '1' } },
      body,
      signal,
    }),
  );
  if (desk.review !== review) return;
  if (!answer.ok) await refused(desk, review, answer.problem);
  else if (isPreview(answer.value)) {
    desk.issues = [];
    settle(desk, review, { name: 'previewed', preview: answer.value, body });
  }
};

const requestOf = (
  { current, draft }: Desk,
  { rollBackTo }: Review,
): Schemas['PublishRequest'] | undefined => {
  if (rollBackTo !== undefined) {
    return { expectedVersion: current.version, rollBackTo };
  }
  const { base, document } = draft;
  return isSendable(document) ? { expectedVersion: base, registry: document } : undefined;
};

const settle = (desk: Desk, review: Review, step: Review['step']): void => {
  if (desk.review !== review) return;
  review.step = step;
  desk.draw();
  document.getElementById(step.name === 'wrong' ? 'issues' : 'review-head')?.focus();
};

/** Publishes what was reviewed. */
export const publish = async (desk: Desk): Promise<void> => {
  const { review } = desk;
  if (review?.step.name !== 'previewed') return;
  review.step = { ...review.step, name: 'publishing' };
  desk.draw();
  const note = review.note.trim();
  const body = { ...review.step.body, ...(note && { note }) };
  const { api } = desk.given;
  const answer = await answerOf(api.POST('/api/action-registry-admin', { body }));
  if (!answer.ok) await refused(desk, review, answer.problem);
  else if (isRegistry(answer.value)) published(desk, answer.value, review);
};

const published = (desk: Desk, registry: Registry, { rollBackTo }: Review): void => {
  if (hasGoneOn(desk)) return;
  desk.current = registry;
  desk.review = undefined;
  const text = `Version ${registry.version} is in force here, and everywhere within 30 seconds.`;
  const isOver = desk.given.signal.aborted;
  if (rollBackTo === undefined) reset(desk, { text, tone: 'good' });
  else if (desk.draft.since === '') reset(desk, { text, tone: 'good' });
  else void startConflict(desk);
  if (isOver) return;
  go(desk, rollBackTo === undefined ? 'actions' : 'history');
  document.getElementById('registry-said')?.focus();
};

/** Whoever left the view meanwhile, came back and edited has another draft now, which stays. */
const hasGoneOn = ({ draft, given }: Desk): boolean => {
  const kept = given.signal.aborted ? keptDraft(given.clientId) : undefined;
  return kept !== undefined && !isSame(kept.document, draft.document);
};

const refused = async (desk: Desk, review: Review, problem: Problem): Promise<void> => {
  if (problem.code === 'version_conflict') {
    await overtaken(desk, review, problem);
    return;
  }
  const issues = issuesOf(problem);
  if (issues.length === 0) {
    settle(desk, review, { name: 'refused', problem });
    return;
  }
  desk.issues = review.rollBackTo === undefined ? issues : [];
  settle(desk, review, { name: 'wrong', issues });
};

/** Only the server knows: it fills in and trims what it is given. */
const isInForce = async ({ draft, given }: Desk, expectedVersion: number): Promise<boolean> => {
  if (!isSendable(draft.document)) return false;
  const answer = await answerOf(
    given.api.POST('/api/action-registry-admin', {
      params: { query: { dryRun: '1' } },
      body: { expectedVersion, registry: draft.document },
      signal: given.signal,
    }),
  );
  return answer.ok && isPreview(answer.value) && answer.value.diff.length === 0;
};

/** Somebody published first. It may have been ourselves, where the answer to it was lost. */
const overtaken = async (desk: Desk, review: Review, problem: Problem): Promise<void> => {
  const latest = await readVersion(desk.given);
  if (desk.review !== review) return;
  if (!latest.ok) {
    settle(desk, review, { name: 'refused', problem });
    return;
  }
  const isOurs =
    review.rollBackTo === undefined &&
    latest.value.author === desk.given.clientId &&
    (await isInForce(desk, latest.value.version));
  if (desk.review !== review) return;
  if (isOurs) {
    published(desk, latest.value, review);
    return;
  }
  desk.current = latest.value;
  desk.review = undefined;
  if (review.rollBackTo !== undefined && desk.draft.since === '') {
    reset(desk);
    await startReview(desk, review.rollBackTo);
    return;
  }
  history.replaceState(null, '', addressOf('actions'));
  desk.section = 'actions';
  await startConflict(desk);
};

import type { Schemas } from '../../../api/api.js';
import type { Given } from '../view.js';
import type { Conflict } from './conflict.js';
import { type Draft, edited, isSame, type ListName } from './draft.js';
import type { History } from './history-section.js';
import { issuesBeside } from './issues.js';
import { type KeptDraft, keepDraft } from './kept-draft.js';
import { type Issue, indexIn, listIn } from './members.js';
import type { OldVersion } from './old-version.js';
import type { Review } from './review.js';

export type Registry = Schemas['Registry'];

/** What is shown below the head, as the address says it: `#/registry/plans`, `#/registry/history/3`. */
export type Section = ListName | 'json' | 'history' | 'review';

/** All that the editor knows while it is open. */
export type Desk = {
  readonly given: Given;
  readonly draw: () => void;
  /** In force, as it was last read. */
  current: Registry;
  draft: KeptDraft;
  issues: readonly Issue[];
  section: Section;
  /** The old version that is looked at, in the history. */
  lookedAt: number | undefined;
  /** What stands in the JSON field, letter by letter, while somebody writes there. */
  typed: string | undefined;
  filter: string;
  page: number;
  /** The action whose further members are shown, by its place. */
  open: number | undefined;
  review: Review | undefined;
  history: History | undefined;
  old: OldVersion | undefined;
  /** Somebody published while this draft was made. */
  conflict: Conflict | undefined;
  said: Said | undefined;
};

/** What happened just now. */
export type Said = { readonly text: string; readonly tone?: 'good'; readonly undo?: () => void };

export const draftOf = ({ registry, version }: Registry): KeptDraft => ({
  base: version,
  since: '',
  document: registry,
});

/** Whether there is work that nobody published. */
export const isDirty = ({ current, draft }: Desk): boolean =>
  draft.text !== undefined ||
  draft.base !== current.version ||
  !isSame(draft.document, current.registry);

/** Puts another document in the place of the draft's. */
export const replace = (desk: Desk, document: Draft, text?: string): void => {
  const since = desk.draft.since || new Date().toISOString();
  desk.draft = { base: desk.draft.base, since, document, ...(text !== undefined && { text }) };
  keep(desk);
  desk.draw();
};

/** Sets one member. What the server said of it does not hold any more. */
export const edit = (desk: Desk, path: string, value: unknown): void => {
  desk.issues = issuesBeside(desk.issues, path);
  desk.said = undefined;
  replace(desk, edited(desk.draft.document, path, value));
};

/** Adds, moves or takes away rows: what was said by their places does not hold any more. */
export const relist = (desk: Desk, list: ListName, document: Draft, said?: Said): void => {
  desk.issues = issuesBeside(desk.issues, list);
  desk.open = undefined;
  desk.said = said;
  replace(desk, document);
};

export const discard = (desk: Desk): void => {
  const { draft } = desk;
  const undo = () => {
    desk.draft = draft;
    desk.said = undefined;
    keep(desk);
    desk.draw();
  };
  reset(desk, { text: 'The draft is discarded.', undo });
};

/** What is in force is the draft again. */
export const reset = (desk: Desk, said?: Said): void => {
  desk.draft = draftOf(desk.current);
  desk.issues = [];
  desk.conflict = undefined;
  desk.typed = undefined;
  desk.open = undefined;
  desk.said = said;
  keep(desk);
  desk.draw();
};

const NO_ROOM =
  'This browser has no room to keep the draft: it will not survive a reload. Publish it, or download the JSON.';

/** Keeps the draft over a reload as long as it is one. */
const keep = (desk: Desk): void => {
  const { clientId } = desk.given;
  if (isDirty(desk)) {
    if (!keepDraft(clientId, desk.draft)) desk.said = { text: NO_ROOM };
    return;
  }
  desk.draft = draftOf(desk.current);
  keepDraft(clientId, undefined);
};

/** Shows another section, and has the address say so: a reload comes back to it. */
export const go = (desk: Desk, section: Section, lookedAt?: number): void => {
  desk.section = section;
  desk.typed = undefined;
  desk.lookedAt = lookedAt;
  history.pushState(null, '', addressOf(section, lookedAt));
  desk.draw();
};

export const addressOf = (section: Section, lookedAt?: number): string =>
  `#/registry/${section}${lookedAt === undefined ? '' : `/${lookedAt}`}`;

/** What a field is known by in the page. */
export const idOf = (path: string): string => `at-${path.replaceAll('.', '-')}`;

const PAGE = 50;
export const rowsOnPage = PAGE;

/** Brings the field at a path into view, whatever hides it, and puts the cursor there. */
export const visit = (desk: Desk, path: string): void => {
  const list = listIn(path);
  const index = indexIn(path);
  if (list === 'actions' && index !== undefined) {
    desk.filter = '';
    desk.page = Math.floor(index / PAGE);
    if (/\.(aliases|description)/.test(path)) desk.open = index;
  }
  const hasField = !list || index !== undefined;
  const inForm = path === 'creditValueMicroEur' || path === 'defaultPlanId';
  go(desk, hasField && (list || inForm) ? (list ?? 'actions') : 'json');
  const parts = path.split('.');
  while (parts.length > 0 && !document.getElementById(idOf(parts.join('.')))) parts.pop();
  document.getElementById(parts.length > 0 ? idOf(parts.join('.')) : 'registry-json')?.focus();
};

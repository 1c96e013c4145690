import { type Draft, isDraft, isObject } from './draft.js';

/** Unsaved work on the registry, as it stays in this tab over other views and a reload. */
export type KeptDraft = {
  /** The version that it was made in. */
  readonly base: number;
  /** When it was begun, by this browser's clock. */
  readonly since: string;
  readonly document: Draft;
  /** What stands in the JSON field where it is not what the tables show. */
  readonly text?: string;
};

const PREFIX = 'cz-registry-draft-';

/** For a browser that keeps nothing, or has no room: as long as the page. */
const inMemory = new Map<string, KeptDraft>();

const nameFor = (clientId: string): string => `${PREFIX}${clientId}`;

export const keptDraft = (clientId: string): KeptDraft | undefined => {
  const here = inMemory.get(clientId);
  if (here) return here;
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameFor(clientId)) ?? 'null');
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
};

const isKept = (value: unknown): value is KeptDraft =>
  isObject(value) &&
  typeof value['base'] === 'number' &&
  typeof value['since'] === 'string' &&
  isDraft(value['document']);

/** False where the browser has no room for it. */
export const keepDraft = (clientId: string, draft: KeptDraft | undefined): boolean => {
  inMemory.delete(clientId);
  warnOnLeaving(draft !== undefined);
  try {
    if (draft) sessionStorage.setItem(nameFor(clientId), JSON.stringify(draft));
    else sessionStorage.removeItem(nameFor(clientId));
    return true;
  } catch {
    if (draft) inMemory.set(clientId, draft);
    return false;
  }
};

/** After a reload the registry need not be the view that is shown. */
export const warnWhereKept = (): void => {
  try {
    if (Object.keys(sessionStorage).some((name) => name.startsWith(PREFIX))) warnOnLeaving(true);
  } catch {
    // a browser that keeps nothing kept no draft
  }
};

/** A tab that is closed loses its draft: whatever view is shown, the browser asks first. */
export const warnOnLeaving = (isWarning: boolean): void => {
  if (isWarning) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
};

const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

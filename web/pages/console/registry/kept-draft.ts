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

const nameFor = (clientId: string): string => `cz-registry-draft-${clientId}`;

export const keptDraft = (clientId: string): KeptDraft | undefined => {
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
  try {
    if (draft) sessionStorage.setItem(nameFor(clientId), JSON.stringify(draft));
    else sessionStorage.removeItem(nameFor(clientId));
    warnOnLeaving(draft !== undefined);
    return true;
  } catch {
    return false;
  }
};

/** A tab that is closed loses its draft: whatever view is shown, the browser asks first. */
export const warnOnLeaving = (isWarning: boolean): void => {
  if (isWarning) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
};

const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

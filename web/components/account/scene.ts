import type { Schemas, Texts } from '../store.js';
import type { AccountTexts } from '../texts/en.js';
import type { AccountFormat } from './format.js';

/** What the block shows at one time, and in which words. */
export type Scene = {
  readonly texts: Texts;
  readonly words: AccountTexts;
  readonly format: AccountFormat;
  readonly state: Schemas['State'];
  readonly matrix: Schemas['Matrix'];
  readonly isDemo: boolean;
};

/** `secondary_market` → `Secondary market`. */
export const readable = (id: string): string =>
  id.charAt(0).toUpperCase() + id.slice(1).replaceAll('_', ' ');

/** What an id is called; one that the matrix has dropped speaks for itself. */
export const planName = ({ matrix }: Scene, id = ''): string =>
  matrix.plans.find(({ planId }) => planId === id)?.name ?? readable(id);

export const actionName = ({ matrix }: Scene, id = ''): string =>
  matrix.actions.find(({ actionId }) => actionId === id)?.name ?? readable(id);

export const packName = ({ matrix }: Scene, id = ''): string =>
  matrix.packs.find(({ packId }) => packId === id)?.name ?? readable(id);

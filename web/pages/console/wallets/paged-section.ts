import { html, type TemplateResult } from 'lit-html';
import type { Answer } from '../../../api/api.js';
import { waitingRows } from '../entry/entry-rows.js';
import { type Loaded, loadedFrom, shown } from '../entry/loaded.js';

type Page<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

type Given<Item> = {
  /** A page of them; the first, if `after` is absent. */
  readonly ask: (after?: string) => Promise<Answer<Page<Item>>>;
  readonly list: (items: readonly Item[]) => TemplateResult;
  /** Said where there are none. */
  readonly none: string;
  readonly signal: AbortSignal;
  readonly redraw: () => void;
};

/** Something of a wallet that comes in pages, and has troubles of its own. */
export const pagedSection = <Item>(given: Given<Item>): (() => TemplateResult) => {
  const { ask, list, none, redraw, signal } = given;
  let loaded: Loaded<Page<Item>> = { at: 'waiting' };
  const load = async (before: readonly Item[], after?: string) => {
    const answer = await ask(after);
    if (signal.aborted) return;
    loaded = answer.ok
      ? { at: 'here', value: { ...answer.value, items: [...before, ...answer.value.items] } }
      : loadedFrom(answer);
    redraw();
  };
  const again = () => {
    loaded = { at: 'waiting' };
    redraw();
    void load([]);
  };
  void load([]);
  return () =>
    shown(loaded, {
      waiting: waitingRows(4),
      here: ({ items, next }) =>
        items.length === 0
          ? html`<div class="empty"><span>${none}</span></div>`
          : html`${list(items)}${
              next
                ? html`<div class="more"><button class="button" type="button" @click=${() => void load(items, next)}>Show more</button></div>`
                : ''
            }`,
      again,
    });
};

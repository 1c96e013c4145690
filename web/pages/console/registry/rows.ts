import { html, type TemplateResult } from 'lit-html';
import { type Desk, idOf, relist, visit } from './desk.js';
import {
  copyOf,
  type Draft,
  freshRow,
  ID_OF,
  isSame,
  type ListName,
  type Row,
  withoutRow,
  withRow,
} from './draft.js';

/** How a row stands to what the draft was made of: a class for the eye. */
export const standing = (desk: Desk, list: ListName, row: Row): '' | 'new' | 'changed' => {
  const known = inForce(desk, list).get(String(row[ID_OF[list]]));
  if (!known) return 'new';
  return isSame(known, row) ? '' : 'changed';
};

/** What the draft was made of: while somebody else's version is not taken over, that is not what is in force. */
const madeOf = ({ conflict, current }: Desk): Draft =>
  conflict?.name === 'known' ? conflict.base : current.registry;

const indexes = new WeakMap<object, ReadonlyMap<string, Row>>();

const inForce = (desk: Desk, list: ListName): ReadonlyMap<string, Row> => {
  const rows = madeOf(desk)[list];
  const known = indexes.get(rows);
  if (known) return known;
  const fresh = new Map(rows.map((row) => [String(row[ID_OF[list]]), row]));
  indexes.set(rows, fresh);
  return fresh;
};

/** How many rows and general values differ from what the draft was made of. */
export const changesIn = (desk: Desk): number => {
  const { draft } = desk;
  const base = madeOf(desk);
  const lists = (['actions', 'plans', 'packs'] as const).map((list) => {
    const rows = draft.document[list];
    if (rows === base[list]) return 0;
    const ids = new Set(rows.map((row) => String(row[ID_OF[list]])));
    const gone = [...inForce(desk, list).keys()].filter((id) => !ids.has(id)).length;
    return gone + rows.filter((row) => standing(desk, list, row) !== '').length;
  });
  const general = (['creditValueMicroEur', 'defaultPlanId'] as const).filter(
    (name) => !isSame(draft.document[name], base[name]),
  );
  return lists.reduce((sum, count) => sum + count, general.length);
};

/** A new row stands first among actions, where it is seen; last elsewhere. */
export const addButton = (desk: Desk, list: ListName, label: string): TemplateResult => {
  const add = () => {
    const { document } = desk.draft;
    const index = list === 'actions' ? 0 : document[list].length;
    relist(desk, list, withRow(document, list, index, freshRow(document, list)));
    visit(desk, `${list}.${index}.${ID_OF[list]}`);
  };
  return html`<button class="button" @click=${add}>${label}</button>`;
};

export const rowButtons = (desk: Desk, list: ListName, index: number): TemplateResult => {
  const { document: before } = desk.draft;
  const row = before[list][index] ?? {};
  const name = String(row[ID_OF[list]] || 'the row');
  const duplicate = () => {
    relist(desk, list, withRow(before, list, index + 1, copyOf(before, list, row)));
    visit(desk, `${list}.${index + 1}.${ID_OF[list]}`);
  };
  const remove = () => {
    const undo = () => {
      relist(desk, list, withRow(desk.draft.document, list, index, row));
      document.getElementById(idOf(`${list}.${index}.${ID_OF[list]}`))?.focus();
    };
    relist(desk, list, withoutRow(before, list, index), { text: `${name} is removed.`, undo });
    document.getElementById('registry-undo')?.focus();
  };
  return html`<div class="row-buttons">
    <button class="button small" aria-label="Duplicate ${name}" @click=${duplicate}>Duplicate</button>
    <button class="button small danger" aria-label="Remove ${name}" @click=${remove}>Remove</button>
  </div>`;
};

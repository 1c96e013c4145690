import { html, nothing, type TemplateResult } from 'lit-html';
import { ifDefined } from 'lit-html/directives/if-defined.js';
import { type Desk, edit, idOf } from './desk.js';
import { at, isObject, type Row } from './draft.js';
import { issueAt } from './issues.js';
import { GENERAL, type Kind, listIn, MEMBERS, unreadableAt } from './members.js';

type Looks = {
  readonly hint?: string | TemplateResult;
  readonly placeholder?: string;
  readonly isTall?: boolean;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly isDisabled?: boolean;
  /** Does something else than to set the member. */
  readonly onText?: (text: string) => void;
};

const rowOf = (desk: Desk, path: string): Row => {
  const row = at(desk.draft.document, path.split('.').slice(0, 2).join('.'));
  return isObject(row) ? row : {};
};

const memberAt = (path: string): { readonly label: string; readonly kind: Kind } | undefined => {
  const list = listIn(path);
  return list ? MEMBERS[list][path.split('.').slice(2).join('.')] : GENERAL[path];
};

/** What is wrong at a field: as the server said, or because it can't be sent to it. An empty one is told when it is sent. */
const wrongAt = (desk: Desk, path: string): string | undefined =>
  issueAt(desk.issues, path) ?? unreadableAt(desk.draft.document, path);

/** A field with its name above. */
export const field = (desk: Desk, path: string, looks: Looks = {}): TemplateResult => html`
  <div class="field">
    <label for=${idOf(path)}>${memberAt(path)?.label}</label>
    ${control(desk, path, looks)}
    ${looks.hint ? html`<span class="hint" id="${idOf(path)}-hint">${looks.hint}</span>` : nothing}
  </div>
`;

/** A field in a table: its column's head is its name for those who see, what it is of is said to those who don't. */
export const cell = (desk: Desk, path: string, of: string, looks: Looks = {}): TemplateResult =>
  control(desk, path, looks, `${memberAt(path)?.label ?? ''}, ${of}`);

const control = (desk: Desk, path: string, looks: Looks, name?: string): TemplateResult => {
  const issue = wrongAt(desk, path);
  const described = [issue && `${idOf(path)}-issue`, looks.hint && `${idOf(path)}-hint`];
  return html`
    ${element(desk, path, looks, {
      name,
      isInvalid: issue !== undefined,
      describedBy: described.filter(Boolean).join(' ') || undefined,
    })}
    ${issue ? html`<span class="issue" id="${idOf(path)}-issue">${issue}</span>` : nothing}
  `;
};

type Said = {
  readonly name: string | undefined;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
};

const element = (desk: Desk, path: string, looks: Looks, said: Said): TemplateResult => {
  const { isDisabled = false, isTall, onText, options, placeholder } = looks;
  const kind = memberAt(path)?.kind;
  const row = rowOf(desk, path);
  const value = kind?.show(at(desk.draft.document, path), row) ?? '';
  const read = ({ target }: Event) => {
    const isField =
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement;
    if (!isField) return;
    if (onText) onText(target.value);
    else edit(desk, path, kind?.read(target.value, row));
  };
  const name = ifDefined(said.name);
  const by = ifDefined(said.describedBy);
  if (options) {
    return html`<select id=${idOf(path)} aria-label=${name} aria-invalid=${said.isInvalid}
      aria-describedby=${by} @change=${read}>${options.map(
        ([each, label]) =>
          html`<option value=${each} ?selected=${each === value}>${label}</option>`,
      )}</select>`;
  }
  if (isTall) {
    return html`<textarea id=${idOf(path)} rows="3" aria-label=${name} aria-invalid=${said.isInvalid}
      aria-describedby=${by} placeholder=${ifDefined(placeholder)} spellcheck="false"
      .value=${value} @input=${read}></textarea>`;
  }
  return html`<input id=${idOf(path)} class=${kind?.keys ? 'number' : ''} aria-label=${name}
    aria-invalid=${said.isInvalid} aria-describedby=${by} inputmode=${kind?.keys ?? 'text'}
    placeholder=${ifDefined(placeholder)} ?disabled=${isDisabled} autocomplete="off" spellcheck="false"
    .value=${value} @input=${read}>`;
};

import { html, nothing, type TemplateResult } from 'lit-html';
import { type Desk, relist, visit } from './desk.js';
import { ID_OF, type Row, withRow } from './draft.js';
import { type Issue, indexIn, listIn, nameOf } from './members.js';

/** Everything that is wrong, each with a way to where it can be put right. */
export const issueSummary = (desk: Desk, issues: readonly Issue[]): TemplateResult => html`
  <div class="notice bad" role="alert" id="issues" tabindex="-1">
    <strong>${issues.length === 1 ? 'One thing is not right yet' : `${issues.length} things are not right yet`}: nothing is published</strong>
    <ul class="issues">${issues.map((issue) => html`<li>${line(desk, issue)}</li>`)}</ul>
  </div>
`;

const line = (desk: Desk, { message, path }: Issue): TemplateResult => {
  const name = nameOf(path, desk.draft.document);
  if (desk.review?.rollBackTo !== undefined) return html`<strong>${name}</strong> ${message}`;
  const follow = (event: Event) => {
    event.preventDefault();
    visit(desk, path);
  };
  const gone = goneAt(desk, path);
  if (gone) return html`<strong>${name}</strong> ${message} ${gone}`;
  return html`<a href="#/registry" @click=${follow}>${name}</a> ${message}`;
};

/** What was taken away, and can't go as long as it is in use, can be put back. */
const goneAt = (desk: Desk, path: string): TemplateResult | undefined => {
  const list = listIn(path);
  if (!list || indexIn(path) !== undefined) return undefined;
  const [, id] = path.split('.');
  const rows: readonly Row[] = desk.current.registry[list];
  const index = rows.findIndex((row) => row[ID_OF[list]] === id);
  const row = rows[index];
  if (!row || desk.draft.document[list].some((each) => each[ID_OF[list]] === id)) {
    return html`${nothing}`;
  }
  const putBack = () => {
    relist(desk, list, withRow(desk.draft.document, list, index, row));
    visit(desk, `${list}.${index}.${ID_OF[list]}`);
  };
  return html`<button class="button small" @click=${putBack}>Put ${id} back</button>`;
};

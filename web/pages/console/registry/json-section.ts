import { html, nothing, type TemplateResult } from 'lit-html';
import { download } from '../../parts/download.js';
import { type Desk, replace } from './desk.js';
import { isDraft } from './draft.js';

const SHAPE = 'It needs plans, actions and packs, each a list of objects.';

/** What is wrong with a text as a registry, as far as the tables could not show it. */
const trouble = (text: string): string | undefined => {
  try {
    return isDraft(JSON.parse(text)) ? undefined : SHAPE;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** The whole document as text, for those who paste. */
export const jsonSection = (desk: Desk): TemplateResult => {
  const text = desk.typed ?? desk.draft.text ?? JSON.stringify(desk.draft.document, null, 2);
  const problem = desk.draft.text === undefined ? undefined : trouble(text);
  const read = ({ target }: Event) => {
    if (target instanceof HTMLTextAreaElement) take(desk, target.value);
  };
  return html`<section class="panel" aria-labelledby="json-head">
    <header><h2 id="json-head">JSON</h2>
      <button class="button small" @click=${() => save(text, desk.draft.base)}>Download</button></header>
    <div class="body json">
      <p class="soft" id="json-hint">The same document as in the tables, as the API reads and writes it. Paste another one over it.</p>
      <textarea id="registry-json" class="input" rows="28" aria-label="Registry as JSON" spellcheck="false"
        aria-describedby="json-hint json-problem" aria-invalid=${problem !== undefined} .value=${text} @input=${read}></textarea>
      <p id="json-problem" class="issue" role="status">${problem ? `This can’t be read as a registry: ${problem}` : nothing}</p>
    </div>
  </section>`;
};

/** Text that can be read is the draft from then on; any other is kept beside it until it can. */
const take = (desk: Desk, text: string): void => {
  desk.issues = [];
  desk.typed = text;
  if (trouble(text)) {
    replace(desk, desk.draft.document, text);
    return;
  }
  const document: unknown = JSON.parse(text);
  if (isDraft(document)) replace(desk, document);
};

const save = (text: string, version: number): void =>
  download(new Blob([text], { type: 'application/json' }), `registry-${version}.json`);

/** In place of the tables, while what was pasted can't be shown in them. */
export const unreadableText = (desk: Desk, show: () => void): TemplateResult => html`
  <div class="notice warn">
    <strong>What stands in the JSON field can’t be read</strong>
    <span>The tables would overwrite it. Put it right, or drop it and go on with the draft as it was before.</span>
    <div class="buttons"><button class="button" @click=${show}>To the JSON field</button>
    <button class="button" @click=${() => replace(desk, desk.draft.document)}>Drop that text</button></div>
  </div>
`;

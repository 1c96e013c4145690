import { html, type TemplateResult } from 'lit-html';

/** What was said of a field: why it is not taken, or else what belongs there. Both have the same place. */
export const fieldHint = (
  id: string,
  { issue, hint }: { readonly issue: string | undefined; readonly hint: string },
): TemplateResult =>
  html`<span class="hint ${issue ? 'wrong' : ''}" id=${id}>${issue ? `This ${issue}` : hint}</span>`;

/** A reason, as every correction that gives or takes credits needs one. */
export const reasonField = (locked: boolean, issue: string | undefined): TemplateResult => html`
  <div class="field">
    <label for="reason">Reason</label>
    <textarea id="reason" name="reason" rows="2" maxlength="500" required ?readonly=${locked}
      aria-invalid=${issue ? 'true' : 'false'} aria-describedby="reason-hint"></textarea>
    ${fieldHint('reason-hint', { issue, hint: 'The client sees it in their history. A ticket’s number helps the next operator.' })}
  </div>
`;

/** A whole number as people write it: +50, −50, 1 000. Undefined: it is none. */
export const wholeNumberOf = (text: string): number | undefined => {
  const plain = text.replace(/\s/g, '').replace(/^[−–]/, '-');
  return /^[+-]?\d{1,15}$/.test(plain) ? Number(plain) : undefined;
};

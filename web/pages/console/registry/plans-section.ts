import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { type Desk, edit } from './desk.js';
import { at, edited, isObject } from './draft.js';
import { field } from './fields.js';
import { MEMBERS } from './members.js';
import { addButton, rowButtons, standing } from './rows.js';

export const plansSection = (desk: Desk): TemplateResult => {
  const { plans } = desk.draft.document;
  return html`<section class="cards" aria-labelledby="plans-head">
    <div class="cards-head">
      <h2 id="plans-head">Plans <span class="badge">${format.number(plans.length)}</span></h2>
      ${addButton(desk, 'plans', 'Add plan')}
    </div>
    ${plans.map((_, index) => plan(desk, index))}
  </section>`;
};

const plan = (desk: Desk, index: number): TemplateResult => {
  const row = desk.draft.document.plans[index] ?? {};
  const path = `plans.${index}`;
  const isDefault = row['planId'] === desk.draft.document['defaultPlanId'];
  return html`<article class="panel card ${standing(desk, 'plans', row)}">
    <header>
      <h3>${row['name'] || 'New plan'} ${isDefault ? html`<span class="badge">Default</span>` : ''}</h3>
      ${rowButtons(desk, 'plans', index)}
    </header>
    <div class="body form">
      ${field(desk, `${path}.planId`)}
      ${field(desk, `${path}.name`)}
      ${field(desk, `${path}.monthlyGrant`, { hint: 'Credits, each month.' })}
      ${field(desk, `${path}.softCap`, { hint: 'Bounds granted credits. Empty: 3 × the grant.' })}
      ${field(desk, `${path}.price.amountMinor`, {
        hint: 'A month. Empty: costs nothing.',
        placeholder: 'None',
        onText: (text) => setPrice(desk, index, text),
      })}
      ${field(desk, `${path}.price.currency`, { isDisabled: !isObject(row['price']), hint: 'Such as eur.' })}
      ${field(desk, `${path}.stripePriceId`, { placeholder: 'price_…', hint: 'Optional; of the same amount.' })}
      ${selfService(desk, index)}
      <div class="wide">${field(desk, `${path}.features`, { isTall: true, hint: 'One a line: gates that products read.' })}</div>
    </div>
  </article>`;
};

/** A plan without an amount has no price at all. */
const setPrice = (desk: Desk, index: number, text: string): void => {
  const path = `plans.${index}.price`;
  const { document } = desk.draft;
  if (text.trim() === '') {
    edit(desk, path, undefined);
    return;
  }
  const row = at(document, `plans.${index}`);
  const currency = at(row, 'price.currency') ?? 'eur';
  const priced = at(edited(document, `${path}.currency`, currency), `plans.${index}`);
  const read = MEMBERS.plans['price.amountMinor']?.kind.read;
  edit(desk, path, { amountMinor: read?.(text, isObject(priced) ? priced : {}), currency });
};

const selfService = (desk: Desk, index: number): TemplateResult => {
  const path = `plans.${index}.selfService`;
  const set = ({ target }: Event) => {
    if (target instanceof HTMLInputElement) edit(desk, path, target.checked);
  };
  return html`<label class="check"><input type="checkbox" id="at-plans-${index}-selfService"
    .checked=${at(desk.draft.document, path) === true} @change=${set}>
    <span>Self-service<br><small class="soft">Clients may move to it by themselves.</small></span></label>`;
};

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { decimal } from './amounts.js';
import { type Desk, go, type Registry } from './desk.js';
import { startReview } from './review.js';
import { readVersion } from './versions.js';

/** An older version, as far as it is read. */
export type OldVersion =
  | { readonly version: number; readonly name: 'asking' }
  | { readonly version: number; readonly name: 'read'; readonly registry: Registry }
  | { readonly version: number; readonly name: 'refused'; readonly problem: Problem };

export const readOld = async (desk: Desk, version: number): Promise<void> => {
  const asking: OldVersion = { version, name: 'asking' };
  desk.old = asking;
  const answer = await readVersion(desk.given, version);
  if (desk.old !== asking) return;
  desk.old = answer.ok
    ? { version, name: 'read', registry: answer.value }
    : { version, name: 'refused', problem: answer.problem };
  desk.draw();
};

/** A version to look at: nothing in it can be edited. */
export const oldVersion = (desk: Desk, version: number): TemplateResult => {
  const old = desk.old?.version === version ? desk.old : undefined;
  return html`<section class="panel old" aria-labelledby="old-head">
    <header><h2 id="old-head">Version ${version}</h2>
      <div class="buttons">
        <button class="button small" @click=${() => go(desk, 'history')}>Back to the history</button>
        ${
          version === desk.current.version
            ? nothing
            : html`<button class="button small" @click=${() => void startReview(desk, version)}>Roll back to version ${version}</button>`
        }
      </div></header>
    ${
      old?.name === 'read'
        ? shown(old.registry)
        : html`<div class="body">${old?.name === 'refused' ? problemNotice(old.problem) : html`<div class="waiting tall"></div>`}</div>`
    }
  </section>`;
};

const shown = ({ author, note, publishedAt, registry }: Registry): TemplateResult => {
  const { actions, creditValueMicroEur, defaultPlanId, packs, plans } = registry;
  return html`
    <div class="body"><p class="soft">${author} · ${format.moment(publishedAt)} UTC${note ? html` · “${note}”` : nothing}</p>
      <p>A credit is worth €${decimal(creditValueMicroEur, 6, 2)}. Wallets are opened on <code>${defaultPlanId}</code>.</p></div>
    ${table(
      'Actions',
      ['Id', 'Name', 'Unit', '#Credits', '#Cost'],
      actions.map((each) => [
        each.actionId,
        each.name,
        each.unit,
        format.number(each.creditsPerUnit),
        `€${decimal(each.estimatedCostMicroEur, 6, 2)}`,
      ]),
    )}
    ${table(
      'Plans',
      ['Id', 'Name', 'Features', '#Grant', '#Cap', '#Price'],
      plans.map((each) => [
        each.planId,
        each.name,
        each.features.join(', '),
        format.number(each.monthlyGrant),
        format.number(each.softCap ?? 3 * each.monthlyGrant),
        each.price ? format.money(each.price) : '–',
      ]),
    )}
    ${table(
      'Packs',
      ['Id', 'Name', '#Credits', '#Price'],
      packs.map((each) => [
        each.packId,
        each.name,
        format.number(each.credits),
        format.money(each.price),
      ]),
    )}
    <details class="body"><summary>As JSON</summary>
      <pre tabindex="0" role="region" aria-label="The version as JSON">${JSON.stringify(registry, null, 2)}</pre></details>
  `;
};

/** A head that begins with # is one of numbers. */
const table = (
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): TemplateResult => {
  const kind = (index: number) => (heads[index]?.startsWith('#') ? 'number' : '');
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${title}><table>
    <caption>${title}</caption>
    <thead><tr>${heads.map((head, index) => html`<th scope="col" class=${kind(index)}>${head.replace('#', '')}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((text, index) => html`<td class=${kind(index)}>${text}</td>`)}</tr>`)}</tbody>
  </table></div>`;
};

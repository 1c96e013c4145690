import { html, nothing, type TemplateResult } from 'lit-html';
import type { Schemas } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import type { Desk } from './desk.js';

type Rating = Schemas['RegistryPreview']['shadowRating'];

/** What the last whole month's usage would have cost at the new prices. */
export const shadowTable = (desk: Desk, rating: Rating): TemplateResult => {
  const { actions, from, gone, totals } = rating;
  const month = format.month(from.slice(0, 7));
  const names = new Map(
    desk.current.registry.actions.map(({ actionId, name }) => [actionId, name]),
  );
  return html`<section class="panel" aria-labelledby="shadow-head">
    <header><h3 id="shadow-head">What ${month} would have cost</h3>
      <span class="soft">Every debit and capture of the month, in credits</span></header>
    ${
      actions.length === 0
        ? html`<div class="empty"><strong>Nothing was used in ${month}</strong>
          <span>So there is nothing that other prices would have made dearer or cheaper.</span></div>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="shadow-head"><table>
          <thead><tr><th scope="col">Action</th><th scope="col" class="number">Units</th><th scope="col" class="number">As charged</th>
            <th scope="col" class="number">At new prices</th><th scope="col" class="number">Difference</th></tr></thead>
          <tbody>${actions.map(
            (each) => html`<tr>
              <th scope="row">${names.get(each.actionId) ?? each.actionId} <code class="soft">${each.actionId}</code>${
                gone.includes(each.actionId) ? html` <span class="badge bad">Gone</span>` : nothing
              }</th>
              <td class="number">${format.number(each.quantity)}</td>${figures(each)}
            </tr>`,
          )}</tbody>
          <tfoot><tr><th scope="row">Total</th><td></td>${figures(totals)}</tr></tfoot>
        </table></div>`
    }
    ${
      gone.length > 0
        ? html`<p class="gone"><span class="badge bad">Gone</span> ${gone.join(', ')}: used in ${month}, and would not be there any more.</p>`
        : nothing
    }
  </section>`;
};

const figures = ({
  candidateCredits,
  delta,
  existingCredits,
}: Rating['totals']): TemplateResult => html`
  <td class="number">${format.number(existingCredits)}</td>
  <td class="number">${format.number(candidateCredits)}</td>
  <td class="number ${delta > 0 ? 'dearer' : delta < 0 ? 'cheaper' : 'soft'}">${delta === 0 ? '0' : format.delta(delta)}</td>
`;

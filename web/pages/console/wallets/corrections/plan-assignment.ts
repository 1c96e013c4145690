import { html } from 'lit-html';
import type { Schemas } from '../../../../api/api.js';
import { format } from '../../../parts/format.js';
import type { Correction } from './correction.js';

type Plans = Schemas['Matrix']['plans'];

/** Puts another plan in force, paid for or not. */
export const planAssignment = (
  { clientId, plan: { planId: inForce }, subscription }: Schemas['State'],
  plans: Plans,
): Correction => ({
  title: 'Assign a plan',
  clientId,
  lead: html`Puts a plan in force for <code>${clientId}</code> at once. A smaller one cuts granted credits to its cap; bought credits are never touched.${
    subscription
      ? html` <strong>This client pays for ${subscription.planId}</strong>: what Stripe charges does not change by this.`
      : ''
  }`,
  fields: ({ issues, locked }) => html`
    <fieldset class="plans" ?disabled=${locked}>
      <legend>Plan</legend>
      ${plans.map(
        ({ monthlyGrant, name, planId, softCap }) => html`<label>
          <input type="radio" name="planId" value=${planId} required ?disabled=${planId === inForce}>
          <span><strong>${name}</strong>${planId === inForce ? html` <span class="badge">in force</span>` : ''}<small
            >${format.number(monthlyGrant)} a month, up to ${format.number(softCap)}</small></span>
        </label>`,
      )}
      ${issues.has('planId') ? html`<span class="hint wrong">This ${issues.get('planId')}</span>` : ''}
    </fieldset>
  `,
  read: (form) => {
    const planId = form.get('planId');
    return typeof planId === 'string'
      ? { order: { kind: 'plan', clientId, planId } }
      : { issues: new Map([['planId', 'is to be chosen']]) };
  },
  verb: ({ plan }) => `Assign ${plan?.plan.name ?? 'the plan'}`,
  done: 'The plan is in force.',
});

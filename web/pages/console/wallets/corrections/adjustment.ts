import { html } from 'lit-html';
import { format } from '../../../parts/format.js';
import type { Correction } from './correction.js';
import { fieldHint, reasonField, wholeNumberOf } from './field.js';

/** An operator's correction of bought credits. */
export const adjustment = (clientId: string): Correction => ({
  title: 'Adjust credits',
  clientId,
  lead: html`Adds bought credits to the wallet of <code>${clientId}</code>, or takes some away. To undo a single charge, reverse it from its row instead.`,
  fields: ({ issues, locked }) => html`
    <div class="field">
      <label for="credits">Credits</label>
      <input id="credits" name="credits" class="number" inputmode="text" autocomplete="off" required autofocus
        ?readonly=${locked} aria-invalid=${issues.has('credits') ? 'true' : 'false'} aria-describedby="credits-hint">
      ${fieldHint('credits-hint', { issue: issues.get('credits'), hint: 'Signed: 50 adds, −50 takes away, never below zero bought credits.' })}
    </div>
    ${reasonField(locked, issues.get('reason'))}
  `,
  read: (form) => {
    const credits = wholeNumberOf(String(form.get('credits') ?? ''));
    if (credits === undefined) {
      return { issues: new Map([['credits', 'is a whole number, such as 50 or −50']]) };
    }
    const reason = String(form.get('reason') ?? '').trim();
    return { order: { kind: 'adjustment', clientId, credits, reason } };
  },
  verb: ({ entry }) => `Book ${format.delta(entry?.creditsDelta ?? 0)} credits`,
  done: 'The adjustment is booked.',
});

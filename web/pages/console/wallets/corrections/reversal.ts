import { html } from 'lit-html';
import { format } from '../../../parts/format.js';
import type { Entry } from '../../entry/kinds.js';
import { whatOf } from '../../entry/what.js';
import type { Correction } from './correction.js';
import { fieldHint, reasonField, wholeNumberOf } from './field.js';

/** Gives back what a debit or a capture took; undefined for an entry that is neither. */
export const reversal = (entry: Entry): Correction | undefined => {
  const { clientId, idempotencyKey, kind } = entry;
  if (kind !== 'debit' && kind !== 'capture') return undefined;
  return {
    title: `Reverse this ${kind}`,
    clientId,
    lead: html`Gives back what <strong>${whatOf(entry)}</strong> took of <code>${clientId}</code>: ${format.number(-entry.creditsDelta)} credits on ${format.moment(entry.createdAt)} UTC.`,
    fields: ({ issues, locked }) => html`
      <div class="field">
        <label for="credits">Credits <span class="soft">(optional)</span></label>
        <input id="credits" name="credits" class="number" inputmode="numeric" autocomplete="off" autofocus
          placeholder="All that is left" ?readonly=${locked}
          aria-invalid=${issues.has('credits') ? 'true' : 'false'} aria-describedby="credits-hint">
        ${fieldHint('credits-hint', { issue: issues.get('credits'), hint: 'Less than all for a part. They go back to where they came from.' })}
      </div>
      ${reasonField(locked, issues.get('reason'))}
    `,
    read: (form) => {
      const text = String(form.get('credits') ?? '').trim();
      const credits = wholeNumberOf(text);
      if (text && credits === undefined) {
        return { issues: new Map([['credits', 'is a whole number, or left empty']]) };
      }
      const reason = String(form.get('reason') ?? '').trim();
      const about = { clientId, debitKey: idempotencyKey, debitKind: kind, reason };
      return { order: { kind: 'reversal', ...about, ...(credits !== undefined && { credits }) } };
    },
    verb: ({ entry: reversed }) =>
      `Give ${format.number(reversed?.creditsDelta ?? 0)} credits back`,
    done: 'The reversal is booked.',
  };
};

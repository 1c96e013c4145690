import { html, type TemplateResult } from 'lit-html';
import { format } from '../../../parts/format.js';
import type { Effect } from './order.js';

type Line = readonly [label: string, value: string];

/** What an order does, or did: the same lines before and after it is booked. */
export const effectLines = (effect: Effect): TemplateResult => html`
  <dl class="effect">${linesOf(effect).map(
    ([label, value]) => html`<div><dt>${label}</dt><dd class="number">${value}</dd></div>`,
  )}</dl>
`;

const linesOf = ({ balance, entry, plan }: Effect): readonly Line[] => {
  const before = balance - (entry?.creditsDelta ?? (plan ? plan.granted - plan.trimmed : 0));
  return [
    ['Balance before', format.number(before)],
    ...(plan ? linesOfPlan(plan) : []),
    ...(entry ? [['Change', format.delta(entry.creditsDelta)] as const] : []),
    ...some('To granted', entry?.toGranted),
    ...some('To purchased', entry?.toPurchased),
    ...some('Kept back by the cap', entry?.keptBack),
    ['Balance after', format.number(balance)],
  ];
};

const linesOfPlan = ({ granted, plan, trimmed }: NonNullable<Effect['plan']>): readonly Line[] => [
  ['Plan', plan.name],
  ['Granted', format.delta(granted)],
  ['Trimmed to the cap', format.delta(-trimmed)],
];

const some = (label: string, value: number | undefined): readonly Line[] =>
  value === undefined || value === 0 ? [] : [[label, format.number(value)]];

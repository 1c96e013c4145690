import { format } from '../../parts/format.js';
import type { Entry } from './kinds.js';

const LANGUAGE = document.documentElement.lang || navigator.language;

/** One line of what an entry says. `delta` and `amount` are credits. */
export type Fact = {
  readonly label: string;
  readonly value: string;
  /** Where the word alone does not say it. */
  readonly means?: string;
  /** An id: set in figures of one width, and copied whole. */
  readonly id?: true;
  /** What the ledger is searched for by it. */
  readonly leadsTo?: 'trace' | 'entry' | 'client';
};

export type FactGroup = { readonly title: string; readonly facts: readonly Fact[] };

/** All that an entry says, in groups, each line only where its kind has it. */
export const factsOf = (entry: Entry): readonly FactGroup[] =>
  [
    { title: 'What happened', facts: happenings(entry) },
    { title: 'Credits', facts: credits(entry) },
    { title: 'Where it stands', facts: place(entry) },
  ].filter(({ facts }) => facts.length > 0);

type Line = Fact | false | undefined;

const present = (lines: readonly Line[]): readonly Fact[] =>
  lines.flatMap((line) => (line ? [line] : []));

const amount = (label: string, value: number | undefined, means?: string): Line =>
  value !== undefined && { label, value: format.number(value), ...(means && { means }) };

const told = (label: string, value: string | undefined, means?: string): Line =>
  value !== undefined && { label, value, ...(means && { means }) };

const id = (label: string, value: string | undefined, more: Partial<Fact> = {}): Line =>
  value !== undefined && { label, value, id: true, ...more };

const utc = (iso: string | undefined): string | undefined => iso && `${format.moment(iso)} UTC`;

const happenings = (entry: Entry): readonly Fact[] =>
  present([
    told('Reason', entry.reason, 'The client sees it, too.'),
    told('Action', entry.actionId),
    told('Product', entry.product),
    amount('Quantity', entry.quantity),
    amount('Price', entry.creditsPerUnit, 'credits for one unit, by the registry version below'),
    id('Settles the hold', entry.holdKey),
    told('Expires', utc(entry.expiresAt), 'after that the reserved credits are free by themselves'),
    told('Pack', entry.packId),
    told('Paid', entry.paid && format.money(entry.paid)),
    told('Given back', entry.returned && format.money(entry.returned), 'of the payment, in all'),
    told('Plan', entry.planId),
    told('From plan', entry.from),
    told('To plan', entry.to),
    told('Fell due', entry.fellDue && `${utc(entry.fellDue.at)}, ${WHY[entry.fellDue.why]}`),
    ...subscriptionOf(entry),
    ...(entry.months ?? []).map(({ credits, month }) => ({
      label: format.month(month),
      value: format.delta(credits),
      means: 'what the plan gives for this month',
    })),
    told('Older rows', entry.rows?.join(', '), 'by their ids in the older ledger'),
  ]);

const WHY = { next: 'as arranged', unpaid: 'since it was not paid for' } as const;

const subscriptionOf = ({ subscription }: Entry): readonly Line[] => {
  if (subscription === undefined) return [];
  if (subscription === null) return [told('Subscription', 'ended')];
  return [
    id('Subscription', subscription.id),
    told('Paid for', subscription.planId, 'the plan that was paid for last'),
    told('Past due since', utc(subscription.pastDueSince)),
    told('Falls back at', utc(subscription.fallsBackAt), 'unless it is paid by then'),
    told('Fell back at', utc(subscription.fellBackAt)),
    told(
      'Next plan',
      subscription.next && `${subscription.next.planId}, ${utc(subscription.next.at)}`,
    ),
  ];
};

const credits = (entry: Entry): readonly Fact[] =>
  present([
    { label: 'Change', value: format.delta(entry.creditsDelta) },
    { label: 'Balance after', value: format.number(entry.balanceAfter) },
    amount('From granted', entry.fromGranted, 'credits of the plan, spent first'),
    amount('From purchased', entry.fromPurchased),
    amount('To granted', entry.toGranted),
    amount('To purchased', entry.toPurchased),
    amount('Reserved', entry.reserved, 'by the hold, when this was written'),
    amount('Shortfall', entry.shortfall, 'was lacking, and is charged to nobody'),
    amount('Kept back', entry.keptBack, 'had no room under the soft cap'),
    amount('Trimmed', entry.trimmed, 'cut off by the new plan’s cap'),
    amount('Nominal', entry.nominal, 'what the new plan is worth more for this month'),
    amount('Credits', entry.credits, 'that this entry is about'),
    amount('Monthly grant', entry.monthlyGrant, 'from then on'),
    amount('Soft cap', entry.softCap, 'the most that granted credits add up to'),
    amount('Sum of older rows', entry.sum),
    amount('Overdrawn', entry.overdrawn, 'what older rows took beyond what there was'),
    entry.enforced !== undefined &&
      told(
        'Enforcement',
        entry.enforced ? 'on' : 'off',
        entry.enforced ? 'what can’t be paid is refused' : 'a lack of credits is only warned of',
      ),
    entry.estimatedCostEur !== undefined &&
      told('Estimated cost', euros(entry.estimatedCostEur), 'to us; clients do not see it'),
  ]);

/** Costs are fractions of a cent. */
const euros = (value: number): string =>
  new Intl.NumberFormat(LANGUAGE, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 6,
  }).format(value);

const place = (entry: Entry): readonly Fact[] =>
  present([
    id('Client', entry.clientId, { leadsTo: 'client' }),
    told('Number', `${format.number(entry.seq)} of this wallet`),
    id('Name', entry.name),
    id('Idempotency key', entry.idempotencyKey, { means: 'the same key is the same entry' }),
    id('Is about', entry.ref, { leadsTo: 'entry', means: 'the earlier entry' }),
    id('Trace id', entry.traceId, { leadsTo: 'trace', means: 'x-trace-id of the request' }),
    told('Actor', entry.actor),
    id('Event id', entry.eventId),
    told('Registry version', format.number(entry.registryVersion), 'prices in force then'),
    id('Hash', entry.hash, { means: 'chains this entry to the one before' }),
  ]);

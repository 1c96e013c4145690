import type { Schemas } from '../../api/api.js';

type Entry = Schemas['Entry'];
type Matrix = Schemas['Matrix'];

/** What the demo keeps. It has no purchased credits and no holds: nobody buys in a demo, and no backend works for it. */
export type DemoBook = {
  readonly planId: string;
  readonly monthlyGrant: number;
  readonly softCap: number;
  readonly granted: number;
  /** The last month that is granted, `2026-11`, and what was nominally granted for it, plan changes included. */
  readonly grantedMonth: string;
  readonly grantedForMonth: number;
  readonly version: number;
  /** Newest first. */
  readonly entries: readonly Entry[];
};

const MOST_ENTRIES = 200;

type Written = Partial<Entry> & Pick<Entry, 'kind' | 'idempotencyKey' | 'creditsDelta'>;

/** Which book an entry is written into, by which terms, and when. */
type Facts = { readonly matrix: Matrix; readonly at: Date };

const withEntry = (book: DemoBook, written: Written, { at, matrix }: Facts): DemoBook => {
  const { creditsDelta, idempotencyKey, kind } = written;
  const seq = book.version + 1;
  const granted = book.granted + creditsDelta;
  const entry: Entry = {
    ...written,
    eventId: `demo-${seq}`,
    seq,
    name: `demo|${kind}|${idempotencyKey}`,
    tenantId: matrix.tenantId,
    clientId: 'demo',
    actor: kind === 'debit' || kind === 'plan' ? 'user' : 'system',
    balanceAfter: granted,
    traceId: '',
    hash: '',
    registryVersion: matrix.registryVersion,
    createdAt: at.toISOString(),
  };
  const entries = [entry, ...book.entries].slice(0, MOST_ENTRIES);
  return { ...book, granted, version: seq, entries };
};

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number)));
};

export const startOfNextMonth = (at: Date): string => `${monthAfter(monthOf(at))}-01T00:00:00.000Z`;

/** The months after the last that is granted, up to and with the one of `at`. */
const monthsDue = (last: string, at: Date): readonly string[] => {
  const months: string[] = [];
  for (let month = monthAfter(last); month <= monthOf(at); month = monthAfter(month)) {
    months.push(month);
  }
  return months;
};

const opened = (facts: Facts): DemoBook => {
  const [plan] = facts.matrix.plans;
  const { monthlyGrant = 0, planId = '', softCap = 0 } = plan ?? {};
  const before = new Date(Date.UTC(facts.at.getUTCFullYear(), facts.at.getUTCMonth() - 1));
  const empty = { granted: 0, grantedForMonth: 0, version: 0, entries: [] };
  const book = { planId, monthlyGrant, softCap, ...empty, grantedMonth: monthOf(before) };
  return withEntry(book, { kind: 'open', idempotencyKey: 'open', creditsDelta: 0, planId }, facts);
};

/** As it stands now: opened if it was not, and every month granted that began since, up to the soft cap. */
export const broughtUpToDate = (kept: DemoBook | undefined, facts: Facts): DemoBook => {
  const book = kept ?? opened(facts);
  const months = monthsDue(book.grantedMonth, facts.at);
  const last = months.at(-1);
  if (!last) return book;
  const plan = facts.matrix.plans.find(({ planId }) => planId === book.planId) ?? book;
  const { monthlyGrant, softCap } = plan;
  const excess = Math.max(0, book.granted - softCap);
  const trim = { kind: 'trim', idempotencyKey: last, creditsDelta: -excess, softCap } as const;
  const trimmed = excess ? withEntry(book, { ...trim, credits: excess }, facts) : book;
  const nominal = monthlyGrant * months.length;
  const credits = Math.min(nominal, softCap - trimmed.granted);
  const grant = {
    kind: 'grant',
    idempotencyKey: last,
    creditsDelta: credits,
    credits,
    keptBack: nominal - credits,
    months: months.map((month) => ({ month, credits: monthlyGrant })),
  } as const;
  const granted = withEntry(trimmed, grant, facts);
  return { ...granted, monthlyGrant, softCap, grantedMonth: last, grantedForMonth: monthlyGrant };
};

/** The book with a debit in it. Whether it can be paid is looked at before. */
export const withDebit = (
  book: DemoBook,
  { action, key, quantity }: Charge,
  facts: Facts,
): DemoBook => {
  const { actionId, creditsPerUnit, product } = action;
  const cost = creditsPerUnit * quantity;
  const what = { product, actionId, quantity, creditsPerUnit, fromGranted: cost };
  const debit = { kind: 'debit', idempotencyKey: key, creditsDelta: -cost, ...what } as const;
  return withEntry(book, debit, facts);
};

type Charge = {
  readonly action: Matrix['actions'][number];
  readonly quantity: number;
  readonly key: string;
};

/**
 * The book on another plan: cut to its cap, and granted what it is worth more than what this month already brought. In a
 * demo every plan can be tried, also one that costs money.
 */
export const withPlan = (book: DemoBook, plan: Matrix['plans'][number], facts: Facts): DemoBook => {
  const { monthlyGrant, planId, softCap } = plan;
  const trimmed = Math.max(0, book.granted - softCap);
  const nominal = Math.max(0, monthlyGrant - book.grantedForMonth);
  const credits = Math.min(nominal, softCap - (book.granted - trimmed));
  const change = {
    kind: 'plan',
    idempotencyKey: `plan-${book.version + 1}`,
    creditsDelta: credits - trimmed,
    from: book.planId,
    to: planId,
    trimmed,
    credits,
    keptBack: nominal - credits,
  } as const;
  return {
    ...withEntry(book, change, facts),
    planId,
    monthlyGrant,
    softCap,
    grantedForMonth: book.grantedForMonth + nominal,
  };
};

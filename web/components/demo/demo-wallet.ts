import type { Answer, Problem, Schemas } from '../../api/api.js';
import { topUpHref } from '../configuration.js';
import { readMatrix } from '../live/live-wallet.js';
import { problem } from '../problem.js';
import type { Wallet } from '../wallet.js';
import { SMALL_MATRIX } from './matrix.js';
import { broughtUpToDate, type DemoBook, startOfNextMonth, withDebit, withPlan } from './rules.js';

let matrix: Schemas['Matrix'] | undefined;

/** The public prices; a small table of our own where they can't be reached. */
export const demoMatrix = async (): Promise<Answer<Schemas['Matrix']>> => {
  const answer = await readMatrix();
  matrix = answer.ok ? answer.value : (matrix ?? SMALL_MATRIX);
  return answered(matrix);
};

const answered = <T>(value: T, replayed = false): Answer<T> => {
  const headers = { 'idempotency-replayed': String(replayed) };
  return { ok: true, value, response: new Response(null, { headers }) };
};

const refused = async <T>(problem: Problem): Promise<Answer<T>> => ({ ok: false, problem });

/** What is needed to decide anything: the book as it is kept, and as it stands now. */
const opened = async () => {
  if (!matrix) await demoMatrix();
  const facts = { matrix: matrix ?? SMALL_MATRIX, at: new Date() };
  const kept = keptBook();
  return { ...facts, facts, kept, book: broughtUpToDate(kept, facts) };
};

const BOOK = 'cz-credits-demo';

/** Of a browser that keeps nothing: the demo lasts as long as its page. */
let onlyHere: string | null = null;

const keptBook = (): DemoBook | undefined => {
  try {
    const book: DemoBook = JSON.parse(localStorage.getItem(BOOK) ?? onlyHere ?? 'null');
    return Number.isInteger(book?.granted) ? book : undefined;
  } catch {
    return undefined;
  }
};

const keep = (book: DemoBook): void => {
  onlyHere = JSON.stringify(book);
  try {
    localStorage.setItem(BOOK, onlyHere);
  } catch {
    // It is kept for this page at least.
  }
};

/** The same rules as the server's in this browser's storage. Nothing of it is ever sent. */
export const demoWallet: Wallet = {
  state: async () => answered(stateOf(await opened())),
  debit: async ({ actionId, idempotencyKey, quantity }) => {
    const { book, facts, matrix } = await opened();
    const isSame = ({ idempotencyKey: key, kind }: Schemas['Entry']): boolean =>
      kind === 'debit' && key === idempotencyKey;
    const before = book.entries.find(isSame);
    if (before) return answered(debitOf(before), true);
    const action = matrix.actions.find((each) => each.actionId === actionId);
    if (!action) return refused({ ...problem('unknown_action', actionId, 404), actionId });
    const required = action.creditsPerUnit * quantity;
    if (required > book.granted) return refused(shortage(required, book.granted, matrix));
    const charged = withDebit(book, { action, quantity, key: idempotencyKey }, facts);
    keep(charged);
    return answered(debitOf(charged.entries[0]));
  },
  changePlan: async (planId, dryRun) => {
    const { book, facts, matrix } = await opened();
    const plan = matrix.plans.find((each) => each.planId === planId);
    if (!plan) return refused({ ...problem('unknown_plan', planId, 404), planId });
    const isChange = planId !== book.planId;
    const changed = isChange ? withPlan(book, plan, facts) : book;
    if (isChange && !dryRun) keep(changed);
    const { credits = 0, trimmed = 0 } = isChange ? (changed.entries[0] ?? {}) : {};
    return answered({
      status: isChange ? 'changed' : 'unchanged',
      plan,
      granted: credits,
      trimmed,
      balance: changed.granted,
      ...(dryRun && { dryRun }),
    });
  },
  topUp: () => refused(signInToBuy()),
  confirm: () => refused(signInToBuy()),
  history: async (before) => {
    const { kept } = await opened();
    return answered(kept?.entries.filter(({ seq }) => seq < before) ?? []);
  },
};

const signInToBuy = (): Problem => ({
  ...problem('unauthenticated', 'Sign in to buy credits', 401),
  type: 'urn:cz-credits:problem:sign_in_to_buy',
});

const shortage = (required: number, available: number, { packs }: Schemas['Matrix']): Problem => ({
  ...problem('insufficient_credits', 'Not enough credits', 402),
  required,
  available,
  shortfall: required - available,
  topUp: { href: topUpHref(), packs },
});

const debitOf = (entry: Schemas['Entry'] | undefined): Schemas['Debit'] => {
  if (!entry) throw new Error('a debit always ends in an entry');
  const { balanceAfter: balance } = entry;
  return { status: 'debited', entry, balance, available: balance, enforced: true };
};

const stateOf = ({ at, book, kept, matrix }: Awaited<ReturnType<typeof opened>>) => {
  const { granted, monthlyGrant, planId, softCap } = book;
  const plan = matrix.plans.find((each) => each.planId === planId);
  const state: Schemas['State'] = {
    tenantId: matrix.tenantId,
    clientId: 'demo',
    plan: plan ?? { planId, name: planId, features: [] },
    monthlyGrant,
    softCap,
    balance: granted,
    available: granted,
    granted,
    purchased: 0,
    held: 0,
    holds: [],
    nextGrant: { at: startOfNextMonth(at), credits: Math.min(monthlyGrant, softCap - granted) },
    enforce: true,
    version: kept?.version ?? 0,
    updatedAt: kept?.entries[0]?.createdAt ?? null,
    ledgerTail: kept?.entries.slice(0, 20) ?? [],
  };
  return state;
};

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { registryOf } from '../../lib/registry/registry.js';
import { decide } from '../../lib/wallet/decide.js';
import { bringUpToDate } from '../../lib/wallet/due.js';
import { fold } from '../../lib/wallet/evolve.js';
import { idempotencyKey } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { balance, type Wallet } from '../../lib/wallet/wallet.js';
import {
  broughtUpToDate,
  type DemoBook,
  withDebit,
  withPlan,
} from '../../web/components/demo/rules.js';

const plans = defaultCatalog.plans.map(({ price, ...plan }) => ({ ...plan, selfService: true }));
const document = { ...defaultCatalog, plans };
const { catalog } = registryOf({
  version: 1,
  document,
  publishedAt: instant('2026-01-01T00:00:00Z'),
  author: 'spec',
});
const matrix = {
  tenantId: 'spec',
  registryVersion: 1,
  plans,
  actions: document.actions.map(({ actionId, creditsPerUnit, name, product, unit }) => ({
    actionId,
    creditsPerUnit,
    name,
    product,
    unit,
  })),
  packs: [],
  topUpAvailable: false,
};

const FACTS = { catalog, named: () => undefined, referringTo: () => [] };

type Step =
  | { readonly do: 'debit'; readonly action: number; readonly quantity: number }
  | { readonly do: 'plan'; readonly plan: number }
  | { readonly do: 'wait'; readonly days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('debit' as const),
    action: fc.nat({ max: document.actions.length - 1 }),
    quantity: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ do: fc.constant('plan' as const), plan: fc.nat({ max: plans.length - 1 }) }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 120 }) }),
);

/** The same month by month in the server's wallet and in the demo's. */
class Both {
  #at = Date.parse('2026-01-30T12:00:00Z');
  #wallet: Wallet | undefined;
  #book: DemoBook | undefined;
  #key = 0;

  get #facts() {
    return { matrix, at: new Date(this.#at) };
  }

  get real() {
    const { wallet } = bringUpToDate(this.#wallet, catalog, instant(this.#at));
    return { balance: balance(wallet), planId: wallet.planId, version: this.#wallet?.version ?? 0 };
  }

  get demo() {
    const { granted, planId } = broughtUpToDate(this.#book, this.#facts);
    return { balance: granted, planId, version: this.#book?.version ?? 0 };
  }

  take(step: Step): void {
    if (step.do === 'wait') this.#at += step.days * 86_400_000;
    if (step.do === 'debit') this.#debit(step);
    if (step.do === 'plan') this.#change(step);
  }

  #debit({ action: index, quantity }: Extract<Step, { do: 'debit' }>): void {
    const action = matrix.actions[index];
    if (!action || document.actions[index]?.chargeableBy === 'service') return;
    const isDone = this.#ask({ type: 'DebitCredits', actionId: action.actionId, quantity });
    const book = broughtUpToDate(this.#book, this.#facts);
    const isPaid = action.creditsPerUnit * quantity <= book.granted;
    expect(isPaid).toBe(isDone);
    const key = String(this.#key);
    if (isPaid) this.#book = withDebit(book, { action, quantity, key }, this.#facts);
  }

  #change({ plan: index }: Extract<Step, { do: 'plan' }>): void {
    const plan = plans[index];
    if (!plan || plan.planId === this.real.planId) return;
    this.#ask({ type: 'ChangePlan', planId: plan.planId });
    this.#book = withPlan(broughtUpToDate(this.#book, this.#facts), plan, this.#facts);
  }

  #ask(
    asked:
      | { readonly type: 'DebitCredits'; readonly actionId: string; readonly quantity: number }
      | { readonly type: 'ChangePlan'; readonly planId: string },
  ): boolean {
    const by = {
      key: idempotencyKey(String(++this.#key)),
      actor: { kind: 'user' },
      at: instant(this.#at),
    } as const;
    const command =
      asked.type === 'ChangePlan' ? { ...asked, ...by } : { ...asked, ...by, enforce: true };
    const decision = decide(this.#wallet, command, FACTS);
    if (decision.outcome !== 'accepted') return false;
    this.#wallet = fold(decision.events, this.#wallet);
    return true;
  }
}

it("the demo keeps the server's rules: grants, cap, debits and plan changes end in the same balance", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const both = new Both();
      for (const each of steps) {
        both.take(each);
        expect(both.demo).toEqual(both.real);
      }
    }),
    { numRuns: 200 },
  );
});

it('a plan with a smaller cap trims what is over it', () => {
  const facts = { matrix, at: new Date('2026-11-10T00:00:00Z') };
  const [base, , professional] = plans;
  if (!base || !professional) throw new Error('the catalog has three plans');
  const rich = withPlan(broughtUpToDate(undefined, facts), professional, facts);
  expect(rich.granted).toBe(2400);
  const poor = withPlan(rich, base, facts);
  expect(poor.granted).toBe(360);
  expect(poor.entries[0]).toMatchObject({ kind: 'plan', trimmed: 2040, creditsDelta: -2040 });
});

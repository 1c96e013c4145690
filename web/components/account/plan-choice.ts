import type { Answer, CreditsStore, Schemas } from '../store.js';

export type Change = Schemas['PlanChange'];

type Shown = {
  readonly planId?: string;
  /** What the plan would do, as the server says. */
  readonly preview?: Answer<Change>;
  /** What it did. */
  readonly result?: Answer<Change>;
  readonly isBusy?: boolean;
};

/** A plan that somebody looks at. */
export type PlanChoice = Readonly<Shown> & {
  /** Asks what a plan would change. */
  readonly look: (planId: string) => Promise<void>;
  /** Changes to a plan, or goes to where it is paid. */
  readonly take: (planId: string) => Promise<void>;
  readonly drop: () => void;
};

/** Gives the choice as it is. The answer to the last question counts; one that comes late to an earlier one is dropped. */
export const planChoice = (
  store: CreditsStore,
  { changed, pay }: { readonly changed: () => void; readonly pay: (url: string) => void },
): (() => PlanChoice) => {
  let shown: Shown = {};
  let asked = 0;
  const show = (next: Shown): number => {
    shown = next;
    changed();
    return ++asked;
  };
  const look = async (planId: string) => {
    const mine = show({ planId });
    const preview = await store.changePlan(planId, { dryRun: true });
    if (mine === asked) show({ planId, preview });
  };
  const take = async (planId: string) => {
    const mine = show({ ...shown, planId, isBusy: true });
    const result = await store.changePlan(planId);
    if (mine !== asked) return;
    const url = result.ok && result.value.status === 'payment_required' && result.value.checkoutUrl;
    if (url) pay(url);
    else show({ planId, result });
  };
  const drop = () => void show({});
  return () => ({ ...shown, look, take, drop });
};

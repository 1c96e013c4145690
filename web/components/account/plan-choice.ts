import type { Answer, CreditsStore, Schemas } from '../store.js';

type Change = Answer<Schemas['PlanChange']>;

/** A plan that somebody looks at: what it would change, as the server says, and what it did. */
export type PlanChoice = {
  readonly planId: string | undefined;
  readonly preview: Change | undefined;
  readonly result: Change | undefined;
  readonly isBusy: boolean;
  /** Asks what a plan would change. */
  readonly look: (planId: string) => Promise<void>;
  /** Changes to a plan, or goes to where it is paid. */
  readonly take: (planId: string) => Promise<void>;
  readonly drop: () => void;
};

type Shown = Partial<Pick<PlanChoice, 'planId' | 'preview' | 'result' | 'isBusy'>>;

/** The answer to the last question counts; one that comes late to an earlier question is dropped. */
export const planChoice = (
  store: CreditsStore,
  { changed, pay }: { readonly changed: () => void; readonly pay: (url: string) => void },
): PlanChoice => {
  let shown: Shown = {};
  let asked = 0;
  const show = (next: Shown) => {
    shown = next;
    changed();
  };
  return {
    get planId() {
      return shown.planId;
    },
    get preview() {
      return shown.preview;
    },
    get result() {
      return shown.result;
    },
    get isBusy() {
      return shown.isBusy ?? false;
    },
    look: async (planId) => {
      asked += 1;
      const mine = asked;
      show({ planId });
      const preview = await store.changePlan(planId, { dryRun: true });
      if (mine === asked) show({ planId, preview });
    },
    take: async (planId) => {
      asked += 1;
      const mine = asked;
      show({ ...shown, planId, isBusy: true });
      const result = await store.changePlan(planId);
      if (mine !== asked) return;
      const url =
        result.ok && result.value.status === 'payment_required' && result.value.checkoutUrl;
      if (url) pay(url);
      else show({ result });
    },
    drop: () => {
      asked += 1;
      show({});
    },
  };
};

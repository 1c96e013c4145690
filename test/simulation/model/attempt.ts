import type { PlanAnswer } from '../../../lib/contract/plan.js';
import type { StateAnswer } from '../../../lib/contract/state.js';
import type { Entry } from '../../../lib/ledger/entry.js';
import type { Refusal } from '../../../lib/wallet/decision.js';
import type { Ask } from '../asks.js';

/** One request to one process, and from when on the model has to look for what explains its answer. */
export type Attempt = {
  readonly id: number;
  readonly clientId: string;
  readonly ask: Ask;
  /** Of the process that was asked: whether it enforces, and how far its clock is off. */
  readonly enforce: boolean;
  readonly skew: number;
  /** How many times and states there had been when it was asked. */
  readonly timesBefore: number;
  readonly statesBefore: number;
  status: 'waiting' | 'unknown' | 'answered';
};

export type Answer =
  | { readonly entry: Entry; readonly told: 'committed' | 'replayed' | 'previewed' }
  | { readonly refusal: Refusal }
  | { readonly unchanged: true }
  | { readonly plan: PlanAnswer; readonly replayed: boolean }
  | { readonly state: StateAnswer };

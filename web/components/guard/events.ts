import type { Problem, Schemas } from '../../api/api.js';

/** Of `cz-credits-charged` and `cz-credits-replayed`. */
export type Charged = {
  readonly entry: Schemas['Entry'];
  /** A JWT that proves the charge to the product's backend. None in a demo, or where the server has no secret for it. */
  readonly receipt: string | undefined;
  readonly balance: number;
  /** This request was charged before, and not again. Whether its work was done, only the page can know. */
  readonly replayed: boolean;
  readonly demo: boolean;
};

/** Of `cz-credits-blocked`: why the work may not start; `required`, `available`, `shortfall` where credits are missing. */
export type Blocked = { readonly problem: Problem };

declare global {
  interface HTMLElementEventMap {
    'cz-credits-charged': CustomEvent<Charged>;
    'cz-credits-replayed': CustomEvent<Charged>;
    'cz-credits-blocked': CustomEvent<Blocked>;
  }
}

import type { Api } from '../../api/api.js';

/** What a view of the console works with. */
export type Given = {
  readonly api: Api;
  /** Behind the view's name in the address: `#/wallets/ada?tab=…` gives `ada`. */
  readonly rest: string;
  /** What stands behind the `?` there. */
  readonly query: URLSearchParams;
  /** Aborted when another view takes the place: what is on its way then is of no use any more. */
  readonly signal: AbortSignal;
  /** Who is signed in. */
  readonly clientId: string;
};

/** Fills its place, and keeps it up to date until `signal` says that it is over. */
export type View = (place: HTMLElement, given: Given) => void;

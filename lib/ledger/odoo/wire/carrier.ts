import type { Named } from '../odoo.js';

/** Whose calls they are, and where they go. */
export type Account = {
  /** Of http or https, without credentials; a path is the prefix that a proxy has Odoo under. */
  readonly url: URL;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
  /** The user's number, where it is known: without it Odoo is asked, which costs it more than most calls. */
  readonly uid?: number;
};

/**
 * One way to bring a call to Odoo. When, how often and how many at once is not its business. It fails with the errors of
 * `odoo.ts`; once the signal fires it fails too, and leaves no socket open.
 */
export interface Carrier {
  /** What the first call needs to have been done, once. */
  signIn(signal: AbortSignal): Promise<void>;
  call(model: string, method: string, named: Named, signal: AbortSignal): Promise<unknown>;
  close(): void;
}

/** Odoo's address as people are told it. */
export const addressOf = ({ url }: Account): string =>
  `${url.origin}${url.pathname.replace(/\/+$/, '')}`;

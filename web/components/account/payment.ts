import { isDefinite } from '../problem.js';
import type { CreditsStore, Problem } from '../store.js';

/** What is said of a payment that somebody comes back from. */
type News =
  | { readonly kind: 'confirming' | 'pending' | 'cancelled' }
  | { readonly kind: 'paid'; readonly credits: number; readonly isPlan: boolean }
  | { readonly kind: 'failed'; readonly problem: Problem };

export type Payment = {
  readonly news: News | undefined;
  /** The pack whose checkout is being opened. */
  readonly ordering: string | undefined;
  readonly order: (packId: string) => Promise<void>;
  /** Goes to where something is paid. `sessionId`: what to ask for if nothing in the address tells of it later. */
  readonly leave: (url: string, sessionId?: string) => void;
  /** Looks whether somebody comes back from a payment: the address says so, or they left for one and came back without. */
  readonly comeBack: () => Promise<void>;
  readonly retry: () => void;
};

/** The address of a way back: `/account?payment=<session>#top-up`, or `#plan`. */
const RETURNED = 'payment';
const LEFT = 'cz-credits-left-to-pay';
/** A card is settled at once; what is not after this comes by the webhook. */
const LOOKS_AFTER_MS = [0, 1000, 2000, 3000, 5000, 8000];

/** Gives what is known of a payment. */
export const payment = (store: CreditsStore, changed: () => void): (() => Payment) => {
  let news: News | undefined;
  let ordering: string | undefined;
  const tell = (next?: News, nowOrdering?: string) => {
    news = next;
    ordering = nowOrdering;
    changed();
  };
  const leave = (url: string, sessionId = '') => {
    keep(sessionId);
    location.assign(url);
  };
  const order = async (packId: string) => {
    if (ordering) return;
    last = () => order(packId);
    tell(undefined, packId);
    const answer = await store.topUp(packId);
    if (answer.ok) leave(answer.value.checkoutUrl, answer.value.sessionId);
    else tell({ kind: 'failed', problem: answer.problem });
  };
  const comeBack = async () => {
    last = comeBack;
    const returned = new URLSearchParams(location.search).get(RETURNED);
    const sessionId = returned ?? kept();
    tell(returned ? { kind: 'confirming' } : undefined);
    if (sessionId === undefined) return;
    const found = await lookFor(store, sessionId, returned !== null);
    // Whatever may pass: whoever tries again or reloads is looked for again.
    if (found.kind !== 'failed' || isDefinite(found.problem)) forget();
    tell(found);
  };
  let last = comeBack;
  return () => ({ news, ordering, order, leave, comeBack, retry: () => void last() });
};

/** Asks until the payment is certain, for as long as somebody who has just paid would wait. */
const lookFor = async (store: CreditsStore, sessionId: string, isBack: boolean): Promise<News> => {
  if (!sessionId) return { kind: 'cancelled' };
  for (const after of LOOKS_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, after));
    const answer = await store.confirm(sessionId);
    if (!answer.ok) return { kind: 'failed', problem: answer.problem };
    const { checkout, credits, status } = answer.value;
    if (status !== 'pending') return { kind: 'paid', credits, isPlan: location.hash === '#plan' };
    if (checkout === 'expired' || (checkout === 'open' && !isBack)) return { kind: 'cancelled' };
  }
  return { kind: 'pending' };
};

/** A reload does not say it again. */
const forget = (): void => {
  keep(undefined);
  const url = new URL(location.href);
  if (!url.searchParams.has(RETURNED)) return;
  url.searchParams.delete(RETURNED);
  history.replaceState(history.state, '', url);
};

const kept = (): string | undefined => {
  try {
    return sessionStorage.getItem(LEFT) ?? undefined;
  } catch {
    return undefined;
  }
};

const keep = (sessionId: string | undefined): void => {
  try {
    if (sessionId === undefined) sessionStorage.removeItem(LEFT);
    else sessionStorage.setItem(LEFT, sessionId);
  } catch {
    // Where a browser keeps nothing, coming back without having paid goes unmentioned.
  }
};

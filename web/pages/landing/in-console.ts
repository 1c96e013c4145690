import { signInByName } from '../session/by-name.js';
import { readKept } from '../session/kept.js';
import type { Session } from '../session/session.js';

/** Who looks after the sample product's clients, unless somebody else is signed in as operator. */
const OPERATOR = 'grace';

/** Where the console shows what was written under a trace. */
export const foundBy = (traceId: string): string => `/console#/ledger?q=${traceId}`;

export const operatorHere = (): string => readKept('operator')?.clientId ?? OPERATOR;

/**
 * Follows a link into the console. At a local server it signs in as an operator on the way, another person than the client;
 * elsewhere the console asks for that itself.
 */
export const inConsole =
  (session: Session | undefined) =>
  (event: MouseEvent): void => {
    const { currentTarget: link } = event;
    if (session?.ways !== 'by name' || !(link instanceof HTMLAnchorElement)) return;
    if (readKept('operator')) return;
    event.preventDefault();
    const open = () => location.assign(link.href);
    // Where it fails, the console's own form says why.
    void signInByName('operator', { clientId: OPERATOR }).then(open, open);
  };

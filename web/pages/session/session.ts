import { sessionByName } from './by-name.js';
import { sessionOfClerk } from './of-clerk.js';

/** Whom to sign in where a name is enough. */
export type SignInAs = {
  readonly clientId: string;
  readonly operator?: boolean;
  /** The page need not start anew if this is the person whose page it was. */
  readonly goOn?: boolean;
};

/** Who is signed in on this page, and how that changes. */
export type Session = {
  /** Undefined: nobody. */
  readonly clientId: string | undefined;
  /** Asked before each request; a token of a session that is over is none. */
  readonly getToken: () => Promise<string | undefined>;
  /**
   * `by name`: a form asks for one; `elsewhere`: a link leads to where people sign in; `unreachable`: it would, and that
   * place does not answer; `nothing`: nobody can.
   */
  readonly ways: 'by name' | 'elsewhere' | 'unreachable' | 'nothing';
  /** Comes back to the same address, with all that is in it. It rejects with a sentence that says why it failed. */
  readonly signIn: (as?: SignInAs) => Promise<void>;
  /** In all tabs of this browser. */
  readonly signOut: () => Promise<void>;
};

/**
 * The session that this page was built for: `<meta name="sign-in">` says which. At a local server clients and operators
 * are different people, kept beside each other.
 */
export const openSession = async ({
  operator = false,
}: {
  readonly operator?: boolean;
} = {}): Promise<Session> => {
  const by = document.querySelector<HTMLMetaElement>('meta[name="sign-in"]')?.content;
  if (by === 'name') return sessionByName(operator ? 'operator' : 'client');
  if (by === 'clerk') return sessionOfClerk();
  return nobody;
};

const nobody: Session = {
  clientId: undefined,
  getToken: async () => undefined,
  ways: 'nothing',
  signIn: async () => undefined,
  signOut: async () => undefined,
};

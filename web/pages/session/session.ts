import { sessionByName } from './by-name.js';
import { sessionOfClerk } from './of-clerk.js';

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
  readonly signIn: (as?: {
    readonly clientId: string;
    readonly operator?: boolean;
  }) => Promise<void>;
  readonly signOut: () => Promise<void>;
};

/** The session that this page was built for: `<meta name="sign-in">` says which. */
export const openSession = async (): Promise<Session> => {
  const by = document.querySelector<HTMLMetaElement>('meta[name="sign-in"]')?.content;
  if (by === 'name') return sessionByName();
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

/** What a page tells the components. All of it is optional. */
export type CreditsConfiguration = {
  /** The session token of who is signed in; nothing for a stranger. Asked before each request. */
  readonly getToken?: () => Promise<string | null | undefined>;
  /** Origin of the API. Unless it is set, where the script came from. */
  readonly baseUrl?: string;
  /** Where people top up. Unless it is set, the account page of the API's origin. */
  readonly topUpHref?: string;
};

declare global {
  interface Window {
    /** May be set before the script runs; afterwards call `configureCredits`. */
    czCredits?: CreditsConfiguration;
  }
}

const CONFIGURED = 'cz-credits-configured';

/**
 * Adds to what the page told before. The components start over with it: call it again when somebody signs in or out, and
 * they change between their wallet and the demo.
 */
export const configureCredits = (configuration: CreditsConfiguration): void => {
  window.czCredits = { ...window.czCredits, ...configuration };
  window.dispatchEvent(new Event(CONFIGURED));
};

export const onConfigured = (listener: () => void): void =>
  window.addEventListener(CONFIGURED, listener);

export const configuration = (): CreditsConfiguration => window.czCredits ?? {};

/** Without a slash at its end. */
export const baseUrl = (): string =>
  new URL(configuration().baseUrl || new URL(import.meta.url).origin, location.href).href.replace(
    /\/$/,
    '',
  );

export const topUpHref = (): string => configuration().topUpHref ?? `${baseUrl()}/account#top-up`;

/** How people sign in on the pages: at a local server by a name, elsewhere with Clerk, or not at all. */
export type SignIn =
  | { readonly by: 'name' }
  | { readonly by: 'clerk'; readonly publishableKey: string }
  | { readonly by: 'nothing' };

/** What a page of ours may load, and from where. Clerk's own address is the only one that ever joins the page's. */
const policyOf = (signIn: SignIn): string => {
  const clerk = signIn.by === 'clerk' ? ` ${clerkOrigin(signIn.publishableKey)}` : '';
  return [
    "default-src 'none'",
    `script-src 'self'${clerk}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${clerk}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
};

/** A publishable key is its kind, and the address of Clerk's Frontend API in base64 with a `$` behind it. */
const clerkOrigin = (publishableKey: string): string => {
  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/]+=*)$/.exec(publishableKey)?.[1] ?? '';
  const host = /^([a-z0-9.-]+(?::\d+)?)\$$/.exec(Buffer.from(encoded, 'base64').toString())?.[1];
  if (!host) throw new Error('CLERK_PUBLISHABLE_KEY: is a key as Clerk shows it, pk_live_…');
  return `https://${host}`;
};

/** Tells a page how people sign in, and bounds what it may load. */
export const withSignIn = (html: string, signIn: SignIn): string => {
  const clerk =
    signIn.by === 'clerk'
      ? `\n<meta name="clerk-publishable-key" content="${signIn.publishableKey}">\n<meta name="clerk-origin" content="${clerkOrigin(signIn.publishableKey)}">`
      : '';
  return html.replace(
    '<head>',
    `<head>\n<meta http-equiv="Content-Security-Policy" content="${policyOf(signIn)}">\n<meta name="sign-in" content="${signIn.by}">${clerk}`,
  );
};

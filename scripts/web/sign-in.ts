/** How people sign in on the pages: at a local server by a name, elsewhere with Clerk, or not at all. */
export type SignIn =
  | { readonly by: 'name' }
  | { readonly by: 'clerk'; readonly publishableKey: string }
  | { readonly by: 'nothing' };

/** What the build of the pages reads of its environment; the functions read none of it. */
export const BUILD_VARIABLES = ['CLERK_PUBLISHABLE_KEY'] as const;

/** How people sign in on pages that are built in this environment: with Clerk, if its key is there. */
export const signInOf = (
  env: Readonly<Partial<Record<(typeof BUILD_VARIABLES)[number], string>>>,
): SignIn => {
  const publishableKey = env.CLERK_PUBLISHABLE_KEY?.trim();
  if (!publishableKey) return { by: 'nothing' };
  clerkOrigin(publishableKey);
  return { by: 'clerk', publishableKey };
};

/**
 * What a page of ours may load, and from where. Clerk's own address is the only one that ever joins the page's: from there
 * come its script and its answers. Its clock ticks in a worker, or a tab in the background would renew no token; the rest
 * that Clerk asks for (inline styles, images, Cloudflare) is for its forms, which are on its own pages.
 */
const policyOf = (signIn: SignIn): string => {
  const clerk = signIn.by === 'clerk' ? ` ${clerkOrigin(signIn.publishableKey)}` : '';
  return [
    "default-src 'none'",
    `script-src 'self'${clerk}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${clerk}`,
    ...(clerk ? ['worker-src blob:'] : []),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
};

/** A publishable key is its kind, and the address of Clerk's Frontend API in base64 with a `$` behind it. */
const clerkOrigin = (publishableKey: string): string => {
  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/]+=*)$/.exec(publishableKey)?.[1] ?? '';
  const host = /^([a-z0-9.-]+(?::\d+)?)\$$/.exec(Buffer.from(encoded, 'base64').toString())?.[1];
  if (!host) {
    throw new Error(
      'CLERK_PUBLISHABLE_KEY: should be the publishable key as Clerk shows it, pk_live_… or pk_test_…',
    );
  }
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
